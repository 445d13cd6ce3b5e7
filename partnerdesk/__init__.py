"""The core of PartnerDesk: records, journal, merge, bundles, printing and the command line, without Qt."""

__version__ = "0.2.0"
