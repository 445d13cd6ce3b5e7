"""A journal in which everything stands that the description speaks of, and the keys of whoever receives it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerdesk import attachments, conflicts, erasure, moving, receiving, sending
from partnerdesk.desk import Desk, Identity
from tests.core.devices import FOCAL, OFFICER, device, hand_over, introduce, take_in
from tests.core.exchange import forged

STEWARD = Identity("HQ-GVA", "Headquarters", "Steward", "hq_steward", "en")
FILE = b"%PDF-1.7 " + bytes(range(256)) * 30


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for all that these tests write."""
    return tmp_path_factory.mktemp("stranger")


@pytest.fixture(scope="module")
def hq(place: Path) -> Iterator[Desk]:
    """Give the device that receives everything."""
    desk = device(place / "hq", STEWARD)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def bundles(place: Path, hq: Desk) -> list[Path]:
    """Give two bundles to headquarters, written by the region, of which the second goes on from the first."""
    field, region = device(place / "field", OFFICER), device(place / "region", FOCAL)
    introduce(field, region)
    introduce(region, hq)
    disputed, decided, gone = _first_records(field, place)
    away = field.create("partner", {"legal_name": "Goes to Saïda", "phone": "+961 1"})
    hand_over(field, region, place)
    first = place / "first.pdbundle"
    sending.export(region, [hq.office], first)
    receiving.accept(hq, receiving.receive(hq, first).id)
    hand_over(hq, region, place)
    _disagree(field, region, disputed, decided, gone)
    region.create("office", {"code": "LBN-SAI", "name": "Saïda"})
    moving.move(region, "partner", away, "LBN-SAI", "Nearer to them")
    field.change("partner", away, {"phone": "+961 7", "acronym": "GS"})
    hand_over(field, region, place)
    conflicts.resolve(region, f"{decided}.acronym", "AJV", "They write it so")
    _erase_and_move(region)
    second = place / "second.pdbundle"
    sending.export(region, [hq.office], second)
    receiving.accept(hq, receiving.receive(hq, second).id)
    field.close()
    region.close()
    return [first, second]


def _first_records(field: Desk, place: Path) -> tuple[str, str, str]:
    """Record partners with sets, money, a period and a file, one that goes, and what a newer version would write."""
    disputed = field.create("partner", {"legal_name": "Association Cèdre & Œuvres", "sectors": ["health", "wash"]})
    decided = field.create("partner", {"legal_name": "Action Jeunesse", "local_name": "العمل", "aliases": ["AJ"]})
    gone = field.create("partner", {"legal_name": "Recorded by mistake"})
    money, period = {"currency": "EUR", "minor": 1250050}, {"start": "2026-01-01", "end": "2026-12-31"}
    field.create("agreement", {"partner_id": disputed, "name": "Eau", "amount": money, "duration": period})
    (place / "Statuts.pdf").write_bytes(FILE)
    attachments.add(field, disputed, place / "Statuts.pdf", {"caption": "Signés"})
    newer = forged.op(1, set={"legal_name": "Newer", "seal": {"wax": 3}}, id="a" * 32)
    unknown = forged.op(2, forged.hash_of(newer), kind="seal", id="b" * 32, set={"colour": "red"})
    take_in(field, [forged.encode(newer), forged.encode(unknown)])
    return disputed, decided, gone


def _disagree(field: Desk, region: Desk, disputed: str, decided: str, gone: str) -> None:
    """Let both sides change the same fields, and one take away what the other edits."""
    for desk, acronym in ((field, "TERRAIN"), (region, "REGION")):
        desk.change("partner", disputed, {"acronym": acronym, "phone": "+961 1"})
        desk.change("partner", decided, {"acronym": acronym})
    field.change("partner", disputed, {"sectors": ["health", "shelter"]})
    region.change("partner", disputed, {"sectors": ["wash"]})
    field.delete("partner", gone, note="Twice")
    region.change("partner", gone, {"acronym": "RBM"})
    region.delete("office", region.children("office", code=FOCAL.office)[0].id)


def _erase_and_move(region: Desk) -> None:
    """Erase a contact and a field of another one, and move a partner to another office."""
    partner = region.create("partner", {"legal_name": "Regional forum", "aliases": ["RF"]})
    for name in ("Rana", "Samir"):
        region.create("contact", {"partner_id": partner, "name": name, "function": "Chair", "languages": ["ar"]})
    rana, samir = (view.id for view in region.children("contact", partner_id=partner))
    erasure.erase(region, erasure.plan(region, "contact", rana), "She asked for it")
    erasure.erase(region, erasure.plan(region, "contact", samir, ["name", "languages"]), "He asked for it")
    moving.move(region, "partner", partner, "LBN-SAI", "Nearer to them")
