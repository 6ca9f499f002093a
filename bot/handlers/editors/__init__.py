"""What editors may do: write, change and delete articles, see what was asked in vain."""
