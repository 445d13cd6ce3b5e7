"""The parts of a consultation's page."""
