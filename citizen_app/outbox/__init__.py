"""Work that is promised within a transaction and done after it: mail, texts, tidying up."""
