class LocalDatabaseError(SystemExit):
    """The private PostgreSQL cannot be had; its message, one sentence on why and what to do, ends the program."""
