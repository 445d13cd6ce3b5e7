"""The window: everything that needs Qt; it calls the core's use cases and holds no records of its own."""
