"""Connections out: what happens here is told to other systems, signed, each event to each of them until it is answered."""
