"""What there is, by noun."""

from . import marketplaces, me, members, pictures, profiles, services

RESOURCES = tuple(part.resource for part in (me, profiles, marketplaces, members, services, pictures))
ENDPOINTS = tuple(endpoint for resource in RESOURCES for endpoint in resource.endpoints)
