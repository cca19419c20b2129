"""Messages between a citizen and the care team."""
