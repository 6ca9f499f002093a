"""The recipe of the network that ranks passages and points at answers (`python -m training.network`)."""
