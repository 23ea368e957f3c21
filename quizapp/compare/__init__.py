"""The engine, pure: articles in, discrepancies out."""
