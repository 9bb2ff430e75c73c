"""The page of targets: filter, list by due year, ranks over the years with the ranges that plans aim at, files."""
