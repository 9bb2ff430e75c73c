"""The dictionary page: what each table and column of the warehouse means."""
