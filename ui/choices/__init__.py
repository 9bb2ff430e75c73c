"""What a reader chooses: declared once, kept in the address as codes, resolved and drawn by one engine."""
