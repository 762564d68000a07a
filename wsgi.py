"""What gunicorn and the flask command load. gunicorn's gevent worker has patched the standard library by then."""

import sys

from domanu import create_app
from domanu.config import ConfigError

CANNOT_BOOT = 3  # tells gunicorn not to try again and again

try:
    app = create_app()
except ConfigError as problem:
    print(problem, file=sys.stderr)  # noqa: T201
    sys.exit(CANNOT_BOOT)
