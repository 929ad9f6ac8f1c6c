"""The journal: everything that happened, in order, never changed."""
