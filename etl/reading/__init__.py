"""Files as cells: what bytes are, what a sheet holds, and everything that forbids reading them."""
