"""What gunicorn and the flask command load. gunicorn's gevent worker has patched the standard library by then."""

from domanu import create_app

app = create_app()
