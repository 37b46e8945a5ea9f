"""A drawing as SVG in; items of a frame, and what of it cannot be printed, out."""
