"""Partners that may be one organisation: warned of while typing, compared side by side, joined and parted."""
