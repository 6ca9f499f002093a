"""Understanding: from what was typed to one `Question`."""
