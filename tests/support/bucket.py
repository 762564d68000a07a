"""A real S3 server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
from moto.server import ThreadedMotoServer

from domanu.core.files import InBucket

from .database import config_for, server_url


@contextmanager
def s3_bucket(instance: Path) -> Iterator[InBucket]:
    """An empty bucket in it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    boto3.client(
        "s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s"
    ).create_bucket(Bucket="domanu")
    settings = {"S3_BUCKET": "domanu", "S3_ENDPOINT_URL": address, "S3_ACCESS_KEY_ID": "k", "S3_SECRET_ACCESS_KEY": "s"}
    try:
        yield InBucket(config_for(server_url(), instance, **settings))
    finally:
        server.stop()
