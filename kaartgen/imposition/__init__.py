"""Pure geometry: which face lies where on which side of which sheet."""
