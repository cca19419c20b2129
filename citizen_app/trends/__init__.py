"""Trends: how the readings of a person have developed, in words, in a picture and in a table."""
