"""What we measure, at full size, beside the goals of the design."""
