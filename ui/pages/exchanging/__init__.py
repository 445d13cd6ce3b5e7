"""The parts of the exchange page: handing over, taking in, and keys."""
