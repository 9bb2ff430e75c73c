"""Any table of the warehouse, narrowed and taken along: the parts of the page `data`."""
