"""Signing in with OpenID Connect, and the sessions that follow from it."""
