"""Whatever happened before and whatever is missing: the base that is shown is what all sides had seen last, or "not known"."""

from typing import Any

from hypothesis import HealthCheck, given, settings

from partnerdesk.sides import Conflict, Key, Reader
from partnerdesk.store.engine import rows, writing
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Dot, Op, canonical
from partnerdesk.store.writer import Writer
from tests.core.devices import NewEngine
from tests.core.store.test_seen_properties import DEVICES, STEPS, Device, _ops, _sent


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_the_base_is_what_all_sides_had_seen_last(new_engine: NewEngine, steps: list[Any]) -> None:
    devices = [Device(number, new_engine()) for number in DEVICES]
    truth: dict[Dot, frozenset[Dot]] = {}
    for what, device, *about in steps:
        if what == "open":
            devices[device].open(about[0])
        elif what == "save":
            truth |= devices[device].save(about[0], about[1])
        else:
            devices[about[0]].take(_sent(devices[device], about[1]))
    everything = {op.dot: op for device in devices for op, _body in _ops(device)}

    for device in devices:
        for conflict in _conflicts(device):
            values = _before(conflict, everything, truth)
            if conflict.base_known:
                assert values == ([] if conflict.base is None else [canonical(conflict.base.value)])
            elif len(_ops(device)) == len(everything):
                assert len(values) > 1, "nothing is missing, so it must be known"
        device.engine.dispose()


def _conflicts(device: Device) -> list[Conflict]:
    with writing(device.engine) as connection:
        reader = Reader(Writer(connection, device.author))
        found = rows(connection, "SELECT kind, record, field, scope FROM conflict WHERE field <> ?", (DELETED,))
        return [reader.with_base(reader.read(Key(*row))) for row in found]


def _before(conflict: Conflict, ops: dict[Dot, Op], truth: dict[Dot, frozenset[Dot]]) -> list[bytes]:
    """Return by brute force the values that stood in the field when the sides parted."""
    sides = {giver.dot for side in conflict.values for giver in side.givers}
    ancestors = [_ancestors(dot, conflict.field, ops, truth) for dot in sides]
    past = frozenset.intersection(*map(frozenset, ancestors))
    last = [dot for dot in past if not any(dot in _ancestors(other, conflict.field, ops, truth) for other in past)]
    return sorted({canonical(ops[dot].set[conflict.field]) for dot in last})


def _ancestors(dot: Dot, name: str, ops: dict[Dot, Op], truth: dict[Dot, frozenset[Dot]]) -> set[Dot]:
    found: set[Dot] = set()
    waiting = [dot]
    while waiting:
        seen = {one for one in truth[waiting.pop()] if name in ops[one].set} - found
        found |= seen
        waiting += seen
    return found
