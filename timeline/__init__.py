"""From a pile of articles to a sourced chronology."""

__version__ = "0.1.0"
