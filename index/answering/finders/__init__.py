"""One module a kind of answer, and the table that orders them."""
