"""HTTP things that every feature shares; it knows no feature."""
