"""Services. What other features may use stands here."""

from .operations.services import create_service, delete_service, update_service

__all__ = ["create_service", "delete_service", "update_service"]
