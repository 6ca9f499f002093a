"""What comes from Telegram and what goes there, as values of our own."""
