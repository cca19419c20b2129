"""Persons, care teams, memberships and courses."""
