"""The recipes that make the models shipped in `index/`. Nothing at run time imports this package."""
