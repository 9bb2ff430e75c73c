"""What can be loaded: each kind of file with its contract, its template and, for a framework, its reading."""
