"""Readable references: short, and never given twice, also by devices that cannot ask each other."""

from collections.abc import Callable

from partnerdesk.desk import Desk
from partnerdesk.references import new_reference


def test_a_reference_names_office_year_kind_and_device_and_counts_on(desk: Desk) -> None:
    device = desk.site[:2].upper()

    given = [new_reference(desk, code, 2026) for code in ("pop4", "pop4", "act")]

    assert given == [
        f"LBN-TYR-2026-POP4-{device}001",
        f"LBN-TYR-2026-POP4-{device}002",
        f"LBN-TYR-2026-ACT-{device}001",
    ]


def test_each_year_begins_anew(desk: Desk) -> None:
    first, second = (new_reference(desk, "POP4", year) for year in (2026, 2027))

    assert first.endswith("001")
    assert second.endswith("001")


def test_devices_whose_sites_begin_alike_give_different_references(
    desk: Desk, make_desk: Callable[..., Desk], carry: Callable[[Desk, Desk], None]
) -> None:
    other = make_desk("Lina")
    other.site = desk.site[:2] + ("0" if desk.site[2] != "0" else "1") + other.site[3:]
    other.create("partner", {"legal_name": "Association Cèdre", "org_type": ["ngo"]})
    carry(other, desk)

    ours = new_reference(desk, "POP4", 2026)

    assert ours == f"LBN-TYR-2026-POP4-{desk.site[:3].upper()}001"
    assert ours != new_reference(other, "POP4", 2026)
