"""The rules of the game, pure: lines, questions, rounds, marks, discernment."""
