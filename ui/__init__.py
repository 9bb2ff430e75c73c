"""What pages are made of: a folder per page, the charts, and here what all pages share.

Shared are choices in the address, the cache, tables, downloads, the frame and the guard.
"""
