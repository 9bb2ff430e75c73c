"""Files that leave the house: the one writer of workbooks and CSV, and their names. Knows no page and no server."""
