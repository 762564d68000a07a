class LocalDatabaseError(RuntimeError):
    """The private PostgreSQL cannot be had; the message says in one sentence why and what to do."""
