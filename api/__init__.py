"""The read-only API: what pages show, for programs, at ``/api/v1/``."""
