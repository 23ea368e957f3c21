"""Reading: an article cut once into lines, words, quotations with their speakers."""
