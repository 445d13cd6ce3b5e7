"""Sample data in which every page has something to show, and the pages worth a visit in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from partnerdesk import attachments, demo, duplicates, receiving, sending
from partnerdesk.conflicts import resolve
from partnerdesk.desk import Desk, Identity
from partnerdesk.progress import Report, unwatched
from partnerdesk.store.engine import rows
from partnerdesk.store.keyslot import LIGHT
from tests.core.devices import device, hand_over, introduce

PASSPHRASE = "sample data for looking around"
OFFICES = {
    "fr": ("LBN-TYR", "Bureau de Tyr", "Agente de terrain"),
    "en": ("KEN-NBO", "Nairobi office", "Field officer"),
    "es": ("COL-BOG", "Oficina de Bogotá", "Oficial de terreno"),
    "ar": ("JOR-AMM", "مكتب عمّان", "موظفة ميدانية"),
}


@dataclass(frozen=True)
class Visit:
    """One page: a name for it, the place in the navigation, and what to show there."""

    name: str
    place: str
    target: str = ""


def make_sample(folder: Path, scratch: Path, language: str, size: str = "S", report: Report = unwatched) -> None:
    """Make the workspace of an office whose focal point sent it a decision to make and a bundle to look at."""
    code, name, person = OFFICES[language]
    identity = Identity(code, name, person, "focal_point", language)
    desk = demo.make(folder, PASSPHRASE, identity, size, 3, LIGHT, report).desk
    region = device(scratch / "region", Identity("MENA-RO", "Bureau régional", "Point focal", "focal_point", language))
    introduce(desk, region)
    hand_over(desk, region, scratch)
    _decide(desk, region, scratch)
    partner = str(_first(desk, "SELECT partner_id FROM assessment GROUP BY partner_id ORDER BY count(*) DESC"))
    desk.change("partner", partner, {"place": OFFICES[language][1].split()[-1]})
    region.change("partner", partner, {"place": "—"})
    region.change("partner", partner, {"local_name": "—"})
    _attach(desk, region, partner, scratch)
    twins = [_record_again(region, one) for one in (partner, *_others(desk, partner))]
    sending.export(region, [code], scratch / "down.pdbundle", attachments_bytes=0)
    receiving.accept(desk, receiving.receive(desk, scratch / "down.pdbundle").id)
    duplicates.join(desk, partner, twins[0], partner)
    region.change("partner", partner, {"acronym": "RO"})
    sending.export(region, [code], scratch / "MENA-RO.pdbundle")
    receiving.receive(desk, scratch / "MENA-RO.pdbundle")
    region.close()
    desk.close()


def _others(desk: Desk, partner: str) -> list[str]:
    """Return two partners besides this one."""
    with desk.reading() as connection:
        found = rows(connection, "SELECT id FROM partner WHERE id <> ? ORDER BY n LIMIT 2", (partner,))
    return [record for (record,) in found]


def _record_again(desk: Desk, partner: str) -> str:
    """Record a partner a second time, as a colleague does who did not find it; return the new id."""
    known = desk.view("partner", partner)
    again = {"legal_name": str(known["legal_name"]).upper() + ".", "country": known["country"], "org_type": ["ngo"]}
    return desk.create("partner", {**again, "acronym": known["acronym"]})


def _decide(desk: Desk, region: Desk, scratch: Path) -> None:
    """Let both change a partner, and the region decide."""
    partner = str(_first(desk, "SELECT id FROM partner ORDER BY n"))
    desk.change("partner", partner, {"phone": "+961 1 234 567"})
    region.change("partner", partner, {"phone": "+961 1 765 432"})
    hand_over(desk, region, scratch)
    resolve(region, f"{partner}.phone", "+961 1 765 432", "—")
    hand_over(region, desk, scratch)


def visits(desk: Desk) -> Iterator[Visit]:
    """Yield every place of the navigation, and the pages of the records that have most to show."""
    partner = _first(desk, "SELECT partner_id FROM assessment GROUP BY partner_id ORDER BY count(*) DESC")
    draft = _first(
        desk,
        "SELECT a.id FROM assessment a JOIN answer w ON w.assessment_id = a.id WHERE a.status = 'draft'"
        " GROUP BY a.id ORDER BY count(*) DESC",
    )
    compared = _first(
        desk,
        "SELECT a.id FROM assessment a JOIN respondent r ON r.assessment_id = a.id WHERE a.status = 'shared'"
        " AND r.perspective IN ('ours', 'partner') GROUP BY a.id HAVING count(DISTINCT r.perspective) = 2 ORDER BY a.n",
    )
    meeting = _first(desk, "SELECT consultation_id FROM note GROUP BY consultation_id ORDER BY count(*) DESC")
    action = _first(desk, "SELECT id FROM action ORDER BY due DESC")
    yield Visit("home", "home")
    yield Visit("partners", "partners")
    yield Visit("partners-alike", "partners", "alike")
    for part in ("overview", "details", "contacts", "agreements", "attachments", "history"):
        yield Visit(f"partner-{part}", "partners", f"{partner}/{part}")
    yield Visit("partner-move", "partners", f"{partner}/move")
    yield Visit("partner-new", "partners", "new")
    yield Visit("assessments", "assessments")
    yield Visit("assessment-answering", "assessments", f"{draft}/questions")
    yield Visit("assessment-views", "assessments", f"{compared}/views")
    yield Visit("assessment-attachments", "assessments", f"{compared}/attachments")
    yield Visit("assessment-actions", "assessments", f"{compared}/actions")
    yield Visit("consultations", "consultations")
    for part in ("about", "participants", "notes", "recommendations", "attachments", "minutes"):
        yield Visit(f"consultation-{part}", "consultations", f"{meeting}/{part}")
    yield Visit("actions", "actions")
    yield Visit("action", "actions", str(action))
    for part in ("keys", "welcome", "kit", "forks"):
        yield Visit(f"exchange-{part}", "exchange", part)
    yield Visit("protection-register", "protection", "register")
    yield Visit("protection-erase", "protection", f"erase:partner:{partner}")
    for place in ("exchange", "conflicts", "instruments", "protection", "settings"):
        yield Visit(place, place)
    for tab in ("give", "decided"):
        yield Visit(f"exchange-{tab}", "exchange", tab)
    yield Visit("conflicts-beside", "conflicts", "beside")


def _attach(desk: Desk, region: Desk, partner: str, scratch: Path) -> None:
    """Attach a file that is here, one that shall not travel, and one of the region that was not received yet."""
    for name, size, values in (
        ("Statuts signés 2024.pdf", 180_000, {"caption": "Statuts signés", "kind": "registration"}),
        ("صورة المكتب.jpg", 2_400_000, {"include_in_bundle": False}),
    ):
        (scratch / name).write_bytes(bytes(size))
        attachments.add(desk, partner, scratch / name, values)
    (scratch / "Rapport d’audit.pdf").write_bytes(bytes(9_000))
    made = attachments.add(region, partner, scratch / "Rapport d’audit.pdf", {"caption": "Audit 2025"})
    region.change("attachment", made, {"kind": "audit_report"})


def _first(desk: Desk, sql: str) -> object:
    with desk.reading() as connection:
        return rows(connection, f"{sql} LIMIT 1")[0][0]
