"""How long a test waits for what must come: a busy machine may stand still for half a minute."""

PATIENCE = 120
