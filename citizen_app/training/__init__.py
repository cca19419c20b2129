"""Training: the modules about the kit, readings and living with KOL."""
