"""Kohtaamo: where an organisation meets its customers."""
