"""What there is, by noun."""

from . import (
    bookings,
    calendar,
    holds,
    marketplaces,
    me,
    members,
    news,
    pictures,
    profiles,
    rules,
    services,
    terms,
    times,
    waiting,
)

PARTS = (
    me,
    profiles,
    marketplaces,
    rules,
    members,
    services,
    pictures,
    terms,
    times,
    holds,
    bookings,
    waiting,
    calendar,
    news,
)
RESOURCES = tuple(part.resource for part in PARTS)
ENDPOINTS = tuple(endpoint for resource in RESOURCES for endpoint in resource.endpoints)
