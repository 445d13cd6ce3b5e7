"""The sections of the settings page; each is a card that knows one use case."""
