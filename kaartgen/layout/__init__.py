"""What designers write, and the typesetter: a card and a template become two frames."""
