import errno
import socket
import sys

USUAL = 8000
HIGHEST = 65535
TRIED = 50


def wanted_port(text: str) -> int:
    if not text:
        return USUAL
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) <= HIGHEST - TRIED:
        sys.exit(f"PORT is {text!r}: it must be a number from 1 to {HIGHEST - TRIED}.")
    return int(text)


def listen(first: int, host: str = "127.0.0.1") -> socket.socket:
    """A socket on the first free port; web processes inherit it, so a restarted one finds its place kept."""
    for port in range(first, first + TRIED):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as problem:
            listener.close()
            if problem.errno != errno.EADDRINUSE:
                sys.exit(f"Port {port} cannot be used ({problem.strerror}): set PORT to another one.")
            continue
        listener.listen(512)
        return listener
    sys.exit(f"The ports {first} to {first + TRIED - 1} are all taken: set PORT to a free one.")
