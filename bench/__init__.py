"""Benchmarks of kaartgen: the same decks, made by kaartgen and by Typst, in the same run."""
