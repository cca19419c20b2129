"""Help, language and sign-out: the page behind "Hjælp og menu"."""
