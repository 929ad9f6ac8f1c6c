"""Backups: one file with every row and every kept file, the same for both databases."""
