"""Exchange formats: a pack's questions and a group's answers for other programs."""
