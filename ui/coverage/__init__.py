"""The page of sources: coverage by edition, and documents."""
