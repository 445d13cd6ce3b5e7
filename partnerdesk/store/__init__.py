"""The store: what a record is, the journal of its changes, the merge, the encrypted database and its listings."""
