"""The sentences of what happened in a case, by what it was about."""
