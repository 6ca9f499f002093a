"""Replies out: recorded before they are sent, within Telegram's limits, again until they arrive."""
