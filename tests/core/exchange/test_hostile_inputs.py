"""Whatever is handed over: it is refused with a sentence and leaves nothing behind, or it is taken in soundly."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.harness import one_input
from tests.hostile.mutations import MUTATIONS, Input
from tests.hostile.target import AcceptedWrongly, Target

FEW = settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=100)


@pytest.fixture(scope="module")
def target() -> Iterator[Target]:
    """Give a device with a trusted officer whose program may do anything."""
    with Target() as made:
        yield made


def test_the_sound_bundle_is_taken_in(target: Target) -> None:
    assert not target.hand_over(Input(target.sound.file, must_be_refused=False)).refused


@pytest.mark.parametrize("name", MUTATIONS)
@FEW
@given(chance=st.randoms(use_true_random=False))
def test_a_hostile_bundle_does_no_harm(target: Target, name: str, chance: Random) -> None:
    target.hand_over(MUTATIONS[name](target.sound, chance))


@MANY
@given(data=st.binary(max_size=400))
def test_any_bytes_at_any_depth_do_no_harm(target: Target, data: bytes) -> None:
    one_input(target, data)


def test_a_sound_bundle_that_should_have_been_refused_would_be_noticed(target: Target) -> None:
    with pytest.raises(AcceptedWrongly):
        target.hand_over(Input(target.sound.file, must_be_refused=True))
