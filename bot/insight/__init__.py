"""What the kept questions tell: figures, what was asked in vain, evaluation questions."""
