"""What turns a checkout into something a field office installs."""
