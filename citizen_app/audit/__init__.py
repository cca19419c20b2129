"""Who did what to whose data: append-only, chained by hash for each person."""
