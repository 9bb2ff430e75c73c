"""The page of component indicators: filters, views, tables and files."""
