from __future__ import annotations

from tests.bookings.conftest import book, calculus, let_pass, monday, sell

__all__ = ["book", "calculus", "let_pass", "monday", "sell"]
