"""The live stream: what the journal gains is told to every open screen that may see it."""
