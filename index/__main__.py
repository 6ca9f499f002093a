"""`python -m index` is `tanya`."""

from index.cli.app import main

main()
