"""What the toolkit's tests share."""
