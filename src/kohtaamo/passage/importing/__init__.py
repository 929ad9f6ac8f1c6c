"""What other systems exported, taken in here."""
