"""The citizen's own action plan: what to do in green, yellow and red, in the citizen's words."""
