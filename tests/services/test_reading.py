from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from domanu.core.db import db
from domanu.core.refusals import Forbidden, Hidden
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.models import Marketplace
from domanu.services.models import Service
from domanu.services.operations.favourites import add_favourite
from domanu.services.operations.listing import favourites_of
from domanu.services.operations.reading import find_service
from tests.support.people import Person
from tests.support.statements import noted_statements


def test_it_works(market: str, seller: Person, bob: Person, calculus: UUID) -> None:
    add_favourite(calculus, bob.id)
    with noted_statements() as statements:
        shown = find_service(calculus, bob.id)
    assert len(statements) == 2
    assert (shown.seller.name, shown.category, shown.is_favourite, shown.is_own) == ("Alice", None, True, False)
    assert "<em>limits</em>" in shown.service.description_html
    assert shown.standing.marketplace.slug == market
    assert find_service(calculus, seller.id).can_change
    assert not find_service(calculus, None).is_favourite


def test_absent(bob: Person) -> None:
    with pytest.raises(Hidden):
        find_service(uuid4(), bob.id)


def test_private(market: str, seller: Person, bob: Person, charlie: Person, stella: Person, calculus: UUID) -> None:
    """Whoever waits knows of the marketplace, and may not look yet."""
    db.session.execute(update(Marketplace).values(approval=True))
    join_marketplace(market, bob.id)
    db.session.execute(update(Marketplace).values(private=True))
    for stranger in (charlie.id, None):
        with pytest.raises(Hidden):
            find_service(calculus, stranger)
        with pytest.raises(Hidden):
            find_service(uuid4(), stranger)
    with pytest.raises(Forbidden):
        find_service(calculus, bob.id)
    assert find_service(calculus, seller.id)
    assert find_service(calculus, stella.id)


@pytest.mark.parametrize("status", ["suspended", "removed"])
def test_what_is_not_listed(seller: Person, bob: Person, dora: Person, calculus: UUID, status: str) -> None:
    db.session.execute(update(Service).values(status=status))
    for blind in (bob.id, None):
        with pytest.raises(Hidden):
            find_service(calculus, blind)
    assert find_service(calculus, seller.id)
    assert find_service(calculus, dora.id)


def test_nobody_likes_what_they_may_not_see(bob: Person, calculus: UUID) -> None:
    db.session.execute(update(Marketplace).values(private=True))
    with pytest.raises(Hidden):
        add_favourite(calculus, bob.id)
    assert favourites_of(bob.id).rows == []
    assert db.session.scalars(select(Service.id)).all() == [calculus]
