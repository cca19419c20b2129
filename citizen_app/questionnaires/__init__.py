"""Answering questionnaires: imported forms, drafts, one question a page, sending."""
