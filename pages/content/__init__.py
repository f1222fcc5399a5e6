"""What editors write: page types and their blocks."""
