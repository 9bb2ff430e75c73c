"""What texts of cells mean, whichever file they come from: names and numbers. Imports nothing of ours."""
