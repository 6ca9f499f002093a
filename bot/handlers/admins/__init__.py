"""What admins may do: give roles, reindex."""
