"""What happens by itself: when something happens and these things hold, do that. Read as a sentence, tried before it is on."""
