"""Submissions, readings, responses, triage, receipts and their state."""
