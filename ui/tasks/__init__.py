"""The page of tasks: filter, list by agency, main indicator or date, agencies and their zeros, calendar, files."""
