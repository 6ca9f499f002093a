"""Durable updates: stored before Telegram hears that they arrived, handled in order, one lane a chat."""
