"""Articles on their way into the library: drafts that wait for a button."""
