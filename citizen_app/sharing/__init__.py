"""The policy: who may do what for whom."""
