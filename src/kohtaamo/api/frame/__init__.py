"""What every noun stands in: the door, shapes, pages, problems, acts done once, the document."""
