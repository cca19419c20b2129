"""The care team's side: work list, citizens, plans, messages, administration."""
