"""What the app can do: one verb a function, the session first, no Flask."""
