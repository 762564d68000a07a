"""Accounts. What other features may use stands here."""

from .operations.accounts import create_user
from .operations.confirmations import update_email
from .operations.resets import update_password
from .session import get_session, sign_in, sign_out, user_data, user_id

__all__ = [
    "create_user",
    "get_session",
    "sign_in",
    "sign_out",
    "update_email",
    "update_password",
    "user_data",
    "user_id",
]
