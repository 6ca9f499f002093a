"""One module a feature: read the update, call the library, render, reply."""
