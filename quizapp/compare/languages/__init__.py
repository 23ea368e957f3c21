"""One folder a language: lists of words, read by `quizapp.compare.language`."""
