"""Today: what to do, what is done, when the team reads, and whom to call."""
