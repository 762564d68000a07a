"""A private PostgreSQL for development and tests. Nothing here runs when DATABASE_URL is set."""

from domanu.localdb.errors import LocalDatabaseError
from domanu.localdb.holders import ensure, is_lost

__all__ = ["LocalDatabaseError", "ensure", "is_lost"]
