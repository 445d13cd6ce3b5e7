"""Whatever four devices do with bundles, in any order: nothing is lost, nothing is made up, and all end up with the same."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from partnerdesk import merging, trust, workspace
from partnerdesk.bundles import slices
from partnerdesk.bundles.manifest import Vectors
from partnerdesk.store.engine import Connection, many
from partnerdesk.store.identity import setting
from partnerdesk.store.merge import Heads
from partnerdesk.store.ops import Op
from tests.core.devices import device, introduce
from tests.core.exchange.machine import LINKS, WHO, Exchange


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the four devices, of which those that exchange bundles trust each other; each history begins with copies."""
    folder = tmp_path_factory.mktemp("templates")
    desks = {name: device(folder / name, identity) for name, identity in WHO.items()}
    for one, other in LINKS:
        introduce(desks[one], desks[other])
    for desk in desks.values():
        desk.close()
    return folder


def _machine(templates: Path) -> type[Exchange]:
    return type("Exchange", (Exchange,), {"templates": templates})


def test_devices_that_exchange_bundles_in_any_way_lose_nothing_and_agree(templates: Path) -> None:
    bounds = settings(max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(_machine(templates), settings=bounds)


def _only_the_last(heads: Heads, op: Op, _lookup: object) -> list[str]:
    for name in op.set:
        heads.fields[name] = [op.dot]
    return list(op.set)


def _whatever_place(connection: Connection, _database: Path) -> str | None:
    kept = setting(connection, "site")
    return str(kept["id"]) if kept else None


def _never_less(
    connection: Connection, peer: str, told: Mapping[str, Vectors], _number: int = 0
) -> Mapping[str, Vectors]:
    held = slices.acknowledged(connection, peer)
    for scope, vectors in told.items():
        for site, upto in vectors.has.items():
            if upto > held.get((site, scope), 0):
                many(
                    connection,
                    "DELETE FROM acknowledged WHERE peer = ? AND site = ? AND scope = ?",
                    [(peer, site, scope)],
                )
                many(connection, "INSERT INTO acknowledged VALUES (?, ?, ?, ?)", [(peer, site, scope, upto)])
    return told


def _last_site_alone(connection: Connection, verify: str, site: str) -> None:
    many(connection, "UPDATE peer SET site = ? WHERE verify = ?", [(site, verify)])


def _nothing(*_arguments: object) -> None:
    return None


TYR, REGION = 0, 2
UP, DOWN = ("tyr", "region"), ("region", "tyr")


def _both_edit(exchange: Exchange) -> None:
    exchange.hand_over_a_bundle(UP, "accept")
    exchange.edit(TYR, 0, {"acronym": 0}, anew=True)
    exchange.edit(REGION, 0, {"acronym": 1}, anew=True)


def _both_copies_edit(exchange: Exchange) -> None:
    exchange.copy_the_workspace("tyr")
    exchange.edit(TYR, 0, {"acronym": 0}, anew=True)
    exchange.edit(len(WHO), 0, {"acronym": 1}, anew=True)


def _one_undoes(exchange: Exchange) -> None:
    exchange.hand_over_a_bundle(UP, "accept")
    exchange.hand_over_a_bundle(DOWN, "accept")
    exchange.undo_a_bundle(REGION, 0)


def _copies_take_turns(exchange: Exchange) -> None:
    exchange.copy_the_workspace("tyr")
    for record in (0, 1):
        exchange.edit(TYR, record, {"acronym": record}, anew=True)
        exchange.hand_over_a_bundle(UP, "accept")
        exchange.hand_over_a_bundle(("tyr-copy", "region"), "accept")


MUTANTS: dict[str, tuple[Callable[[Exchange], None], object, str, object]] = {
    "what arrives last stands": (_both_edit, Heads, "add", _only_the_last),
    "copies share a site": (_both_copies_edit, workspace, "bound_site", _whatever_place),
    "an undo leaves the rows": (_one_undoes, merging, "_refold", _nothing),
    "an undo is not told to those who sent": (_one_undoes, slices, "acknowledge", _never_less),
    "copies are one reader": (_copies_take_turns, trust, "note_site", _last_site_alone),
}


@pytest.mark.parametrize("story", [_both_edit, _both_copies_edit, _one_undoes, _copies_take_turns])
def test_these_histories_end_well(story: Callable[[Exchange], None], templates: Path) -> None:
    _tell(story, templates)


@pytest.mark.parametrize("name", MUTANTS)
def test_an_exchange_that_is_wrong_is_caught(name: str, templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story, place, attribute, mutant = MUTANTS[name]
    monkeypatch.setattr(place, attribute, mutant)

    with pytest.raises(AssertionError):
        _tell(story, templates)


def _tell(story: Callable[[Exchange], None], templates: Path) -> None:
    exchange = _machine(templates)()
    exchange.set_out()
    try:
        story(exchange)
    finally:
        exchange.teardown()
