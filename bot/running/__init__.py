"""A running bot: start, serve, keep house, stop."""
