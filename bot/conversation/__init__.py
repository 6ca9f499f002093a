"""From an update to what the bot says: the routes, the dispatcher, and the answers that were given."""
