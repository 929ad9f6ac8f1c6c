"""Search over everything, in any inflected form, within what the viewer may see."""
