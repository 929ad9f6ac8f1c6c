"""Everything, out of here, in forms other programs read."""
