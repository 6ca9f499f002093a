"""What the bot says, in the reader's language."""
