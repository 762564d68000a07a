"""Files that people gave us: on disk, or in an S3 bucket. None ever changes: its name is a hash of its content."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import Semaphore
from typing import Protocol, cast

import boto3
from botocore.config import Config as BotoConfig
from botocore.exceptions import ClientError
from flask import Blueprint, Flask, Response, abort, current_app

from domanu.config import Config

from .db import release
from .pictures import cut_pictures
from .slow import run_slow

blueprint = Blueprint("files", __name__)
NAME = re.compile(r"[a-z]+/[0-9a-f]{64}\.webp")
MIMETYPE = "image/webp"
one_at_a_time = Semaphore()


class Files(Protocol):
    def put(self, name: str, content: bytes) -> None: ...
    def get(self, name: str) -> bytes | None: ...
    def remove(self, name: str) -> None: ...


def init_app(app: Flask, config: Config) -> None:
    app.extensions["domanu.files"] = (
        InBucket(config) if config.s3_bucket else OnDisk(Path(config.instance_path) / "files")
    )
    app.register_blueprint(blueprint)


def files() -> Files:
    return cast("Files", current_app.extensions["domanu.files"])


def keep_pictures(folder: str, content: bytes, sizes: Sequence[tuple[int, int]]) -> list[str]:
    """Make a picture anew in each size, keep them, and answer their names. Ends the transaction: it takes a while.

    Each process makes one at a time, whatever it is for: a single vast picture takes hundreds of megabytes.
    """
    release()
    with one_at_a_time:
        made = run_slow(cut_pictures, content, sizes)
    return [_keep(folder, each) for each in made]


def file_url(name: str) -> str:
    return f"/files/{name}"


@blueprint.get("/files/<path:name>")
def show(name: str) -> Response:
    content = files().get(name) if NAME.fullmatch(name) else None
    if content is None:
        abort(404)
    response = Response(content, mimetype=MIMETYPE)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _keep(folder: str, content: bytes) -> str:
    """Never in `run_slow`: a bucket is asked over sockets that gevent waits for."""
    name = f"{folder}/{hashlib.sha256(content).hexdigest()}.webp"
    files().put(name, content)
    return name


class OnDisk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: bytes) -> None:
        """Written beside its place and moved there, so that nobody ever reads half a file."""
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(draft).replace(place)

    def get(self, name: str) -> bytes | None:
        place = self.folder / name
        return place.read_bytes() if place.is_file() else None

    def remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)


class InBucket:
    def __init__(self, config: Config) -> None:
        self.bucket = config.s3_bucket
        self.client = boto3.client(
            "s3",
            region_name=config.s3_region,
            endpoint_url=config.s3_endpoint_url or None,
            aws_access_key_id=config.s3_access_key_id or None,
            aws_secret_access_key=config.s3_secret_access_key or None,
            config=BotoConfig(signature_version="s3v4", connect_timeout=5, read_timeout=10),
        )

    def put(self, name: str, content: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=name, Body=content, ContentType=MIMETYPE)

    def get(self, name: str) -> bytes | None:
        try:
            return self.client.get_object(Bucket=self.bucket, Key=name)["Body"].read()
        except ClientError as problem:
            if problem.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                return None
            raise

    def remove(self, name: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=name)
