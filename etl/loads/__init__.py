"""What an analyst loads: check, preview, publish, take back, and where it is kept."""
