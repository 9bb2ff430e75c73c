"""The page of documents in Word, and the buttons that give them on other pages."""
