"""Reading a mail: from raw bytes to what a person wrote. Pure functions, no database."""
