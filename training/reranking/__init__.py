"""The recipe of the re-ranker's weights."""
