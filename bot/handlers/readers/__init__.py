"""What everyone may do: ask, read on, browse, choose."""
