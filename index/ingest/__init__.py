"""Raw input into clean articles, and articles into passages."""
