"""A person's own data: given to them, and erased."""
