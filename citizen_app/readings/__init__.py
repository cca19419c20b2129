"""Entering readings: understood, asked about, checked by the person, then sent."""
