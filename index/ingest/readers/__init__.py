"""One module a kind of file: `read(data)` and `warm_up()`, which loads what is loaded late. Run in the child only."""
