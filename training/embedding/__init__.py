"""The recipe of the static Indonesian–English embedding model."""
