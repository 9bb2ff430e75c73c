"""The lake that several servers share: a DuckLake whose catalog is in PostgreSQL and whose tables are Parquet.

The lake is the record, the file a server reads is its cache. Nothing here is imported where no lake is configured.
"""
