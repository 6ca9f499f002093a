"""The Telegram border: updates in, replies out; the library never looks back."""
