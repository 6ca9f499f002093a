"""The optional language model that words an answer from its quotations."""
