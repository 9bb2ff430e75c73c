"""Files as an analyst hands them in: checked in a draft of the delivery they would make, previewed, published."""
