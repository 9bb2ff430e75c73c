"""Words of single pages, one module per page; the frame's and the ranking's stand in `text/vi.py` and `text/en.py`.

Each module holds `VI` and `EN` with the same keys; a key belongs to one module only.
"""
