"""Everything the interface says: words of every language, formats of numbers and dates, sentences.

A leaf: it imports nothing of the project, so the loader and the pages can both speak with it.
"""
