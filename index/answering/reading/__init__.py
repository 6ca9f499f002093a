"""The network that points at answers; another network is a swap inside this room."""
