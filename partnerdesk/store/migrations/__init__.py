"""Changes of the database's schema, from the first one on."""
