"""What hostile strangers, hostile customers, colleagues without rights and bad luck try, and what must come of it."""
