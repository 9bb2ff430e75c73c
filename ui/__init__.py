"""What pages are made of: choices in the address, the cache, tables, charts, downloads, the guard."""
