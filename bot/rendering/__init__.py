"""Pure functions from the library's values to Telegram text with entities."""
