"""Measurements: slow or dependent on the machine, run by their own commands, never by the tests."""
