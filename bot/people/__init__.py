"""Who writes to the bot: their role, language, menu, and what they are in the middle of."""
