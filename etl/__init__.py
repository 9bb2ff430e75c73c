"""From the publishers' files to validated staging frames. Reads and refuses; never computes a figure."""
