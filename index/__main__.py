"""`python -m index` is `tanya`."""

from index.cli.main import main

main()
