"""What goes out of this system and comes into it: exports, imports, a person's own data, and what is erased."""
