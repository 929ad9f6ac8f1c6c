"""Fetching mail by IMAP: a cursor for each folder, nothing marked or changed on the server."""
