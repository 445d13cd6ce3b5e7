"""What can be typed, by group of commands; kept apart from what is done, so that help and errors come at once."""
