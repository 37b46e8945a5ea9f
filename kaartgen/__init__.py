"""kaartgen: from authors' YAML to printable card decks."""

__version__ = "0.1.0"
