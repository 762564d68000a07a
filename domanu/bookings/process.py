"""How a booking goes on, and who may do what with it. `time` is the clock."""

from __future__ import annotations

from domanu.core.process import Process, move

from .models import Booking

PROCESS = Process(
    Booking.status,
    move("confirm", "pending", "confirmed", by="seller"),
    move("decline", "pending", "cancelled", by="seller"),
    move("withdraw", "pending", "cancelled", by="customer"),
    move("expire", "pending", "cancelled", by="time"),
    move("cancel", "confirmed", "cancelled", by="customer seller"),
    move("complete", "confirmed", "completed", by="time"),
)
