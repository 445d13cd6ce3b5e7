"""Bundles: slices of the journal as encrypted, signed files that people carry from device to device."""
