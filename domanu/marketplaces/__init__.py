"""Marketplaces. What other features may use stands here."""
