"""Hostile bundles: how they are made, what must come of them, and an entry for a fuzzer."""
