"""What authors write: decks and cards, read from YAML into typed values."""
