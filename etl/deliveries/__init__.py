"""What analysts have loaded and how it is kept: a delivery is a small data folder that never changes once written."""
