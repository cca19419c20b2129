"""The demo: its own sign-in provider and people with believable histories."""
