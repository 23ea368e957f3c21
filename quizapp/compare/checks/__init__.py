"""One small file for each kind; checks do not know each other."""
