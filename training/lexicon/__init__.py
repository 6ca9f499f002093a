"""The recipe of the lexicon: English words, Indonesian roots, compounds and translations."""
