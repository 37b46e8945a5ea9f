"""What can be told of a deck's texts without printing them: signals, never a certificate."""
