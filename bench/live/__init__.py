"""Whole workshops over sockets: what a stage change takes, and what nothing loses."""
