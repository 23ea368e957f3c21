"""The tables and the way to them, nothing else."""
