"""How fast the program is, measured on the machine at hand: ``python -m benchmarks`` (see benchmarks/README.md)."""
