"""One module for each thing a person can hold: which frames lie on which pages."""
