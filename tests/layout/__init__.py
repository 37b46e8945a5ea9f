"""Tests of the typesetter, from single lines to finished faces."""
