"""The tests. A package, so that one of the same name that a library brings along is never taken for it."""
