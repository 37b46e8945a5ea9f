"""Tests of what writers bring and take."""
