"""Judging: what differs between matched words, and whether it matters."""
