"""Which known shape a file has, and its rows under our column names."""
