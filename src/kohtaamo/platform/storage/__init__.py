"""Keeping files: raw mails and attachments, by their digest."""
