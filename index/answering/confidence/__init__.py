"""How sure the answer that is shown is."""
