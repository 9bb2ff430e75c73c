"""What run.py does: the environment, the first build, the server, the tests. Standard library only."""
