"""The site, which says in each answer which of its processes gave it."""

from __future__ import annotations

import os

from flask import Response

from wsgi import app

__all__ = ["app"]


@app.after_request
def tell_process(response: Response) -> Response:
    response.headers["X-Process"] = str(os.getpid())
    return response
