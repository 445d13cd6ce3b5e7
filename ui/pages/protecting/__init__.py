"""The parts of the page for data protection."""
