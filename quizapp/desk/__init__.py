"""The desk: from two articles to a pack that a person has decided on. Pure."""
