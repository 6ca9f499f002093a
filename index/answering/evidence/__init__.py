"""What was read, cut from the stored articles and cited."""
