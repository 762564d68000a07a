"""Services. What other features may use stands here."""
