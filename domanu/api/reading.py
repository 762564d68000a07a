"""What a request asks, checked against what its endpoint says that it takes."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from flask import request
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from werkzeug.exceptions import UnsupportedMediaType

from .endpoints import Endpoint, Upload
from .errors import EditionPassed, Malformed, NoEdition, Unfit
from .fields import LINE_PATTERN, Asked, Given

LARGEST_JSON = 200_000
LONGEST_KEY = 200
LONGEST_ALT = 200
JSON, FORM = "application/json", "multipart/form-data"
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "application/octet-stream")
EDITION = re.compile(r'(?:W/)?"([0-9]{1,18})"', re.ASCII)
"""What lies in between may have made it weak by packing the answer."""
QUOTED = re.compile(r'(?:W/)?"[^"]*"')
KEY = re.compile(r"[\x21-\x7e]+")


def read_query(model: type[Asked]) -> Asked:
    doubled = [name for name, values in request.args.lists() if len(values) > 1]
    if doubled:
        raise Unfit(*((f"?{name}", "Say it once.") for name in doubled))
    try:
        return model.model_validate(request.args.to_dict())
    except ValidationError as problem:
        raise Unfit(*(_fault(error, "?") for error in problem.errors())) from None


def read_body(model: type[Given]) -> Given:
    """Of nothing at all as much is read as of {}."""
    request.max_content_length = LARGEST_JSON
    content = request.get_data()
    if (content or request.mimetype) and request.mimetype != JSON:
        raise UnsupportedMediaType
    try:
        return model.model_validate_json(content or b"{}")
    except ValidationError as problem:
        errors = problem.errors()
        if errors[0]["type"] == "json_invalid":
            raise Malformed(str(errors[0]["msg"])) from None
        raise Unfit(*(_fault(error, "/") for error in errors)) from None


def read_upload() -> Upload:
    if request.mimetype in PICTURES:
        return Upload(request.get_data(), "")
    if request.mimetype != FORM:
        raise UnsupportedMediaType
    sent = request.files.getlist("picture")
    unknown = {*request.files, *request.form} - {"picture", "alt"}
    if len(sent) != 1 or unknown:
        raise Unfit(("/picture", "Send one picture under this name, and with it at most alt."))
    return Upload(sent[0].read(), _alt(request.form.get("alt", "")))


def read_edition() -> int:
    sent = request.headers.get("If-Match")
    if sent is None or sent.strip() == "*":
        raise NoEdition
    found = EDITION.fullmatch(sent.strip())
    if found:
        return int(found[1])
    if QUOTED.fullmatch(sent.strip()):
        raise EditionPassed  # of something that we never told
    raise Malformed("If-Match is the ETag of what was read, with its quotation marks.")


def read_key() -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and (len(key) > LONGEST_KEY or not KEY.fullmatch(key)):
        raise Malformed(f"An Idempotency-Key has 1 to {LONGEST_KEY} letters, digits and signs, and no spaces.")
    return key


def fingerprint_of(endpoint: Endpoint, sent: dict[str, Any]) -> str:
    """Of what is asked, however it was written."""
    body = sent.get("body")
    upload = sent.get("upload")
    content = body.model_dump_json() if isinstance(body, Given) else ""
    if isinstance(upload, Upload):
        content = sha256(upload.content).hexdigest() + upload.alt
    told = "\n".join([endpoint.method, request.path, *sorted(map(str, request.args.items())), content])
    return sha256(told.encode()).hexdigest()


def _alt(words: str) -> str:
    words = words.strip()
    if len(words) > LONGEST_ALT or not re.fullmatch(LINE_PATTERN, words):
        raise Unfit(("/alt", f"Keep it on one line, and under {LONGEST_ALT} letters."))
    return words


def _fault(error: ErrorDetails, start: str) -> tuple[str, str]:
    return start + "/".join(map(str, error["loc"])), str(error["msg"])
