import socket

import pytest

from scripts.port import HIGHEST, TRIED, USUAL, listen, wanted_port


def test_it_works() -> None:
    assert wanted_port("") == USUAL
    assert wanted_port("8123") == 8123


@pytest.mark.parametrize("text", ["0", "-1", "web", "80 ", "٣", "70000", str(HIGHEST)])
def test_a_malformed_port_is_one_sentence(text: str) -> None:
    with pytest.raises(SystemExit, match=f"it must be a number from 1 to {HIGHEST - TRIED}"):
        wanted_port(text)


def test_the_next_free_one_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with listen(taken) as listener:
            assert taken < listener.getsockname()[1] < taken + TRIED


def test_none_free_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.port.TRIED", 1)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(SystemExit, match="are all taken: set PORT to a free one"):
            listen(other.getsockname()[1])
