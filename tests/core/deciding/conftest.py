"""Offices that share nothing but ops, made fast: no keys, no bundles."""

from collections.abc import Callable
from pathlib import Path

import pytest

from partnerdesk.desk import Desk, Identity
from partnerdesk.store.engine import rows
from tests.core.devices import NewEngine, ops_of, take_in

NewOffice = Callable[[str], Desk]


@pytest.fixture
def new_office(new_engine: NewEngine) -> NewOffice:
    """Give a function that makes the desk of one more office, whose person is called after it."""

    def make(office: str) -> Desk:
        engine = new_engine()
        with engine.connect() as connection:
            folder = Path(rows(connection, "PRAGMA database_list")[0][2]).parent
        return Desk(folder, engine, Identity(office, office.title(), f"Person of {office}"), f"site-{office}")

    return make


@pytest.fixture
def three(new_office: NewOffice) -> tuple[Desk, Desk, Desk]:
    """Give two field offices and their region."""
    return new_office("TYR"), new_office("SAI"), new_office("REG")


def share(*desks: Desk) -> None:
    """Let all of these hold what each of them holds."""
    for desk in desks:
        for other in desks:
            if other is not desk:
                take_in(desk, ops_of(other))
