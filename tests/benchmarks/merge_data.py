"""What `merge` measures with: the records of 20 offices and their edits of shared partners, as signed bundles of 20 devices."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from partnerdesk import keys
from partnerdesk.bundles.manifest import Vectors
from partnerdesk.demo.pen import Pen, dice
from partnerdesk.demo.words import words
from partnerdesk.keys import DeviceKeys, KeyCard
from partnerdesk.store.ops import Op, Value, digest, encode, record_id

SITES = 20
NEW_YEAR = 1_767_225_600_000
"""When 2026 began, in milliseconds after 1970."""
LATER = 500_000
"""More records than a site makes."""
PARTNERS = 400
ROUNDS = 2
"""So often every device edits every partner; between two rounds all have received what the others wrote."""

OWN = {
    "contact": 60,
    "consultation": 12,
    "participant": 158,
    "note": 1100,
    "assessment": 120,
    "respondent": 300,
    "answer": 3000,
    "action": 80,
}
"""Records of each office: with the partners 97,000."""

EDITED = 0.657
"""The share of an office's own records that is edited once after it was written."""

_PLACES = ("Tyr", "Saïda", "Zahlé", "Nabatiyé", "Baalbek", "Jounieh", "Tripoli", "Bcharré", "Machghara", "Hermel")
_LONG = ("mandate", "setting", "complementarity", "notes")
_TEXTS = (*_LONG, "acronym", "place", "parent_org", "email", "phone", "local_name", "year_founded", "staff_band")
_SECTORS = ("education", "health", "protection", "shelter", "water", "food", "livelihoods", "logistics")


@dataclass
class Device:
    """A site: its keys, and how far it has counted in each office's journal."""

    number: int
    rng: Random
    keys: DeviceKeys
    saves: int = 0
    made: int = 0
    """So many records it has made, one a minute."""
    changes: int = 0
    _last: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def site(self) -> str:
        return hashlib.sha256(f"site {self.number}".encode()).hexdigest()[:16]

    @property
    def office(self) -> str:
        return office(self.number)

    def card(self) -> KeyCard:
        name = f"Bureau {self.number + 1}"
        return self.keys.card(
            site=self.site, office=self.office, office_name=name, person="Agente de terrain", role="focal_point"
        )

    def seq(self, scope: str) -> int:
        """Return the number of this device's last op in a scope."""
        return self._last.get(scope, (0, ""))[0]

    def upto(self) -> dict[str, Vectors]:
        return {scope: Vectors(upto={self.site: seq}, has={self.site: seq}) for scope, (seq, _) in self._last.items()}

    def save(
        self, kind: str, record: str, values: dict[str, Value], scope: str = "", ctx: dict[str, int] | None = None
    ) -> bytes:
        """Return one save, chained to the one before."""
        scope = scope or self.office
        seq, previous = self._last.get(scope, (0, ""))
        minute = self.saves
        op = Op(
            site=self.site,
            scope=scope,
            seq=seq + 1,
            kind=kind,
            id=record,
            set=values,
            ctx=ctx or {},
            by="Agente de terrain",
            of="" if scope == self.office else self.office,
            at=f"2026-{1 + minute // 40320 % 12:02}-{1 + minute // 1440 % 28:02}"
            f"T{minute // 60 % 24:02}:{minute % 60:02}:00+02:00",
            prev=previous,
        )
        body = encode(op)
        self._last[scope] = (seq + 1, digest(body).hex())
        self.saves += 1
        self.changes += len(values)
        return body

    def new_id(self) -> str:
        """Return an id as the product makes it, of the time at which this device writes."""
        self.made += 1
        return record_id(NEW_YEAR + self.made * 60_000, self.rng.getrandbits(74))


def office(number: int) -> str:
    """Return the code of an office, which is the scope of its journal."""
    return f"BEN-{number % SITES + 1:02}"


def devices() -> list[Device]:
    """Return the devices before they wrote anything; their keys belong to this benchmark alone and protect nothing."""
    return [Device(number, dice(7, f"site {number}"), keys.generate()) for number in range(SITES)]


def shared_partners(sites: list[Device], scale: float) -> dict[str, list[bytes]]:
    """Return by site what the devices wrote about the partners that all of them edit."""
    lines: dict[str, list[bytes]] = {device.site: [] for device in sites}
    rng = dice(7, "partners")
    partners = []
    seen: dict[tuple[str, str], dict[str, int]] = {}
    for number in range(round(PARTNERS * scale)):
        author = sites[number % SITES]
        values = _partner(author, pen(author.rng), number)
        record = author.new_id()
        partners.append((record, author.office))
        lines[author.site].append(author.save("partner", record, values))
        for name in values:
            seen[record, name] = {author.site: author.seq(author.office)}
    for round_ in range(ROUNDS):
        written: dict[tuple[str, str], dict[str, int]] = {}
        for number, (record, scope) in enumerate(partners):
            for device in sites:
                values = _partner_edit(device, rng, number + round_)
                ctx: dict[str, int] = {}
                for name in values:
                    for site, seq in seen.get((record, name), {}).items():
                        ctx[site] = max(seq, ctx.get(site, 0))
                ctx.pop(device.site, None)
                lines[device.site].append(device.save("partner", record, values, scope, ctx))
                for name in values:
                    written.setdefault((record, name), {})[device.site] = device.seq(scope)
        for key, seqs in written.items():
            seen[key] = {**seen.get(key, {}), **seqs}
    return lines


def _partner(device: Device, author: Pen, number: int) -> dict[str, Value]:
    return {
        "legal_name": f"Association {author.fill('{place}')} pour l’entraide n° {number}",
        "acronym": f"A{number}",
        "country": "LB",
        "relation_status": "prospective",
        "place": author.fill("{place}"),
        "mandate": author.said(device.rng.choice(_themes())),
        "org_type/ngo": True,
        "sensitivity": "low",
        "working_languages/fr": True,
    }


def _partner_edit(device: Device, rng: Random, turn: int) -> dict[str, Value]:
    """Return an edit: mostly of what only this device looks after, now and then of what another one edits as well."""
    author = pen(device.rng)
    values: dict[str, Value] = {f"sectors/{sector}": True for sector in rng.sample(_SECTORS, 2)}
    if rng.random() < 0.25:
        values[f"presence/{author.fill('{place}')} {device.number}"] = True
    place = (device.number + turn) % SITES
    if rng.random() < 0.03:
        place = rng.randrange(len(_TEXTS))
    if place < len(_TEXTS):
        name = _TEXTS[place]
        values[name] = (
            author.said(rng.choice(_themes())) if name in _LONG else f"{author.fill('{place}')} {rng.randrange(999)}"
        )
        if name == "year_founded":
            values[name] = rng.randrange(1950, 2020)
    return values


def own_records(device: Device, scale: float) -> Iterator[bytes]:
    """Yield what a device wrote about its own office's records, edits after a while."""
    made = [(kind, device.new_id()) for kind, number in OWN.items() for _one in range(round(number * scale))]
    by_kind: dict[str, list[str]] = {}
    for kind, record in made:
        by_kind.setdefault(kind, []).append(record)
    author = pen(device.rng)
    later: list[tuple[str, str]] = []
    for position, (kind, record) in enumerate(made):
        yield device.save(kind, record, _new(kind, author, by_kind, position))
        if author.rng.random() < EDITED:
            later.append((kind, record))
        if len(later) > 50:
            yield device.save(*_edited(author, *later.pop(0)))
    for kind, record in later:
        yield device.save(*_edited(author, kind, record))


def _edited(author: Pen, kind: str, record: str) -> tuple[str, str, dict[str, Value]]:
    return kind, record, _edit(kind, author)


def pen(rng: Random) -> Pen:
    """Return the pen of somebody who writes French."""
    return Pen(rng, words("fr"), "fr", _PLACES)


def _themes() -> list[str]:
    return list(words("fr").themes)


def _new(kind: str, author: Pen, by_kind: dict[str, list[str]], position: int) -> dict[str, Value]:
    rng = author.rng
    day = f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"

    def one(parent: str) -> str:
        return rng.choice(by_kind.get(parent) or [f"{rng.getrandbits(128):032x}"])

    said = author.said(rng.choice(_themes()))
    level = rng.choice(("low", "moderate", "high"))
    values: dict[str, dict[str, Value]] = {
        "contact": {"partner_id": one("contact"), "name": f"Samira {position}", "function": "Directrice"},
        "consultation": {"name": f"Réunion {position}", "kind": "national", "place": author.fill("{place}")},
        "participant": {"consultation_id": one("consultation"), "name": f"Karim {position}", "consent": True},
        "note": {
            "consultation_id": one("consultation"),
            "session_id": one("session"),
            "speaker_id": one("participant"),
            "kind": "statement",
            "attribution": "chatham_house",
            "status": "raw",
            "raw_text": said,
            f"themes/{rng.choice(_themes())}": True,
            "position": position,
            "sensitivity": level,
        },
        "assessment": {"partner_id": one("contact"), "instrument": "pop4 1.0.0", "purpose": "periodic", "done_on": day},
        "respondent": {"assessment_id": one("assessment"), "perspective": "partner", "role": "Coordinatrice"},
        "answer": {
            "assessment_id": one("assessment"),
            "respondent_id": one("respondent"),
            "criterion": f"c{position % 18}",
            "value": str(rng.randint(1, 4)),
            "comment": author.remark(rng.random()),
            "evidence": _evidence(rng),
            "sensitivity": level,
        },
        "action": {
            "description": said,
            "partner_id": one("contact"),
            "responsible": "Rima",
            "due": day,
            "kind": "task",
        },
    }
    return values[kind]


def note(device: Device) -> dict[str, Value]:
    """Return a note of ten fields that somebody takes in a meeting."""
    meeting = {"consultation": ["c" * 32], "session": ["5" * 32], "participant": ["9" * 32]}
    return _new("note", pen(device.rng), meeting, device.saves)


def _evidence(rng: Random) -> list[dict[str, str]]:
    return [{"type": "document", "reference": f"Rapport {rng.randint(1, 999)}", "seen_on": "2026-03-02"}]


def _edit(kind: str, author: Pen) -> dict[str, Value]:
    rng = author.rng
    said = author.said(rng.choice(_themes()))
    remark = author.remark(rng.random())
    values: dict[str, dict[str, Value]] = {
        "contact": {"consent_on": "2026-04-01", "consent_purpose": remark},
        "consultation": {"purpose": said, "audience": "partners"},
        "participant": {"organisation": f"Association {author.fill('{place}')}", "confidentiality": "named"},
        "note": {
            "raw_text": said,
            "shareable_text": said,
            "status": "cleared",
            "cleared_by": "Point focal",
            "sensitivity": "low",
            f"themes/{rng.choice(_themes())}": True,
        },
        "assessment": {"status": "submitted", "status_note": remark, "conclusion": said},
        "respondent": {"answered_on": "2026-04-02", "organisation": f"Comité {author.fill('{place}')}"},
        "answer": {
            "value": str(rng.randint(1, 4)),
            "comment": remark,
            "evidence": _evidence(rng),
            "sensitivity": "moderate",
        },
        "action": {"action_taken": said, "status": "done", "verified_on": "2026-05-04"},
    }
    return values[kind]
