"""The page for loading: from an upload to a publication."""
