"""What gunicorn loads for the limit."""

from bench.limit import from_environment

app = from_environment()
