"""A card as a designer drew it in; the regions of a template, and the artwork under them, out."""
