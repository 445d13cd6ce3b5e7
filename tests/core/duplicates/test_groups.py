"""Groups of joined partners are the same on every device, whatever came first, and nobody in them vanishes."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerdesk import duplicates
from partnerdesk.desk import Desk
from partnerdesk.store import sameness, state
from partnerdesk.store.sameness import Pair, leaders
from tests.core.devices import FOCAL, OFFICER, device, ops_of, take_in

IDS = "abcdef"
pairs = st.builds(Pair, st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(["", *IDS]))
present = st.dictionaries(st.sampled_from(IDS), st.booleans())


@given(st.lists(pairs, max_size=12), present, st.randoms(use_true_random=False))
def test_the_order_of_verdicts_changes_nothing_and_everybody_stays_visible(
    given_pairs: list[Pair], here: dict[str, bool], random: Random
) -> None:
    shown = leaders(given_pairs, here)
    mixed = [Pair(pair.other, pair.one, pair.lead) if random.random() < 0.5 else pair for pair in given_pairs]
    random.shuffle(mixed)

    assert leaders(mixed, here) == shown
    assert not set(shown) & set(shown.values()), "who leads is not shown under somebody else"
    assert {*shown, *shown.values()} <= here.keys()
    for one, leader in shown.items():
        assert not here[leader] or here[one], "nobody is hidden behind one that was taken away"


@given(st.lists(pairs, max_size=12), present)
def test_whoever_belongs_together_is_shown_under_one(given_pairs: list[Pair], here: dict[str, bool]) -> None:
    shown = leaders(given_pairs, here)

    for pair in given_pairs:
        if pair.one in here and pair.other in here:
            assert shown.get(pair.one, pair.one) == shown.get(pair.other, pair.other)


@pytest.fixture(scope="module")
def two_desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Desk]]:
    """Give two devices that lie side by side for all examples; each example takes partners of its own."""
    folder = tmp_path_factory.mktemp("devices")
    made = device(folder / "field", OFFICER), device(folder / "region", FOCAL)
    yield made
    for desk in made:
        desk.close()


steps = st.lists(
    st.tuples(
        st.sampled_from([0, 1]),
        st.sampled_from(["join", "dismiss", "forget", "separate", "lead", "delete", "restore", "exchange"]),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=9,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_two_devices_that_exchanged_everything_show_the_same_groups(
    two_desks: tuple[Desk, Desk], given_steps: list[tuple[int, str, int, int]]
) -> None:
    partners = [two_desks[number % 2].create("partner", {"legal_name": f"Partner {number}"}) for number in range(4)]
    _exchange(two_desks)
    for who, step, one, other in given_steps:
        _act(two_desks, who, step, partners[one], partners[other])

    _exchange(two_desks)

    shown = [_shown(desk) for desk in two_desks]
    assert shown[0] == shown[1]
    for desk in two_desks:
        with desk.writing() as connection:
            assert sameness.is_settled(connection)
            state.rebuild(connection)
        assert _shown(desk) == shown[0]


def _act(desks: tuple[Desk, Desk], who: int, step: str, one: str, other: str) -> None:
    desk = desks[who]
    joined = len(duplicates.group_of(desk, one).members) > 1
    if step == "exchange":
        _exchange(desks)
    elif step in {"delete", "restore"}:
        desk.change("partner", one, {"deleted": step == "delete"})
    elif step in {"separate", "lead"}:
        if joined:
            getattr(duplicates, step)(desk, one)
    elif one != other:
        getattr(duplicates, step)(desk, one, other)


def _exchange(desks: tuple[Desk, Desk]) -> None:
    mine, theirs = (ops_of(desk) for desk in desks)
    take_in(desks[0], theirs)
    take_in(desks[1], list(mine))


def _shown(desk: Desk) -> dict[str, str]:
    with desk.reading() as connection:
        return sameness.stored(connection)
