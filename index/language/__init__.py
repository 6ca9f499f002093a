"""Indonesian and English text: sentences, words, dates, boilerplate."""
