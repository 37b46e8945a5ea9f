"""Pages as data become a PDF, and a PDF becomes pictures."""
