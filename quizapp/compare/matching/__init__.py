"""Matching: each derived line beside the source lines that may carry it."""
