"""What people call a record and its values where the title alone is not enough: of which partner, question or meeting."""

from collections.abc import Mapping
from typing import Any

from partnerdesk import showing
from partnerdesk.assessments.sheets import instrument_named
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.instruments.answers import is_empty
from partnerdesk.instruments.model import Criterion, Instrument
from partnerdesk.printing.wording import answer_label
from partnerdesk.store import rowvalues
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.kinds import Kind, kind_named, kinds
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Value

_OWNERS = ("assessment_id", "consultation_id", "partner_id")
"""The references that say what a record is a part of, the first that is given."""

_LONGEST = 90


class Names:
    """Names records inside one reading, in the language in use; what was read once is kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[tuple[str, str], Mapping[str, Any]] = {}

    def of(self, kind_name: str, row: Mapping[str, Any]) -> str:
        """Return what names a record: its title, and what it is a part of."""
        own = self._own(kind_name, row)
        owner = next((name for name in _OWNERS if row.get(name) and name in kind_named(kind_name).fields), None)
        if owner is None or (kind_name == "assessment"):
            return own
        about = kind_named(kind_name).fields[owner]
        above = self._own(str(about.refers_to), self._row(str(about.refers_to), str(row[owner])))
        # Translators: a record, and what it is a part of, such as a question and its assessment.
        return _("{title} — {owner}").format(title=own, owner=above) if own and above else own or above

    def of_record(self, kind_name: str, record: str) -> str:
        """Return what names a record by its id; nothing for one that is not here."""
        return self.of(kind_name, row) if (row := self._row(kind_name, record)) else ""

    def part(self, kind_name: str, record: str) -> str:
        """Return what names a record where it is known what it is a part of."""
        return self._own(kind_name, self._row(kind_name, record))

    def value(self, kind_name: str, record: str, name: str, value: Value) -> str:
        """Return a value of a record in words: answers as their question words them, references by title."""
        kind = kind_named(kind_name)
        if (kind_name, name) == ("answer", "value"):
            return self._answer(self._row(kind_name, record), value)
        about = kind.fields.get(rowvalues.base(name))
        known: dict[str, str] = {}
        if about is not None and about.refers_to and value:
            known = {str(value): self.of_record(about.refers_to, str(value))}
        return showing.shown(kind, name, value, titles=known)

    def _own(self, kind_name: str, row: Mapping[str, Any]) -> str:
        if not row:
            return ""
        if kind_name == "assessment":
            partner = self._own("partner", self._row("partner", str(row["partner_id"] or "")))
            # Translators: the name of a partner and the title of an instrument.
            return _("{partner}: {instrument}").format(partner=partner or "?", instrument=self._instrument(row))
        if kind_name == "sameness":
            one, other = (self._own("partner", self._row("partner", str(row[side] or ""))) for side in ("one", "other"))
            # Translators: two partners that may be the same.
            return _("{one} and {other}").format(one=one or "?", other=other or "?")
        if kind_name == "answer" and (asked := self._question(row)) is not None:
            instrument, criterion = asked
            brief = criterion.commitment
            return _cut(brief.words() if brief else instrument.filled(criterion.text).words)
        return _cut(rowvalues.called(kind_named(kind_name), row))

    @staticmethod
    def _instrument(assessment: Mapping[str, Any]) -> str:
        try:
            return instrument_named(str(assessment["instrument"] or "")).title.words()
        except PartnerDeskError:
            return str(assessment["instrument"] or "?")

    def _question(self, answer: Mapping[str, Any]) -> tuple[Instrument, Criterion] | None:
        assessment = self._row("assessment", str(answer["assessment_id"] or ""))
        try:
            instrument = instrument_named(str(assessment.get("instrument") or ""))
        except PartnerDeskError:
            return None
        criterion = instrument.criterion(str(answer["criterion"]))
        return None if criterion is None else (instrument, criterion)

    def _answer(self, answer: Mapping[str, Any], value: Value) -> str:
        asked = self._question(answer) if answer else None
        if asked is None or is_empty(value):
            return showing.shown("answer", "value", value)
        criterion = asked[1]
        if criterion.kind == "date":
            return showing.day(value)
        if isinstance(value, list):
            if not criterion.options:
                return showing.shown("answer", "value", value)
            return showing.joined(answer_label(criterion, one) for one in value)
        return answer_label(criterion, value)

    def _row(self, kind_name: str, record: str) -> Mapping[str, Any]:
        key = (kind_name, record)
        if key not in self._rows:
            self._rows[key] = self._read(kind_named(kind_name), record) if kind_name in kinds() and record else {}
        return self._rows[key]

    def _read(self, kind: Kind, record: str) -> Mapping[str, Any]:
        columns = ("id", *kind.fields)
        sql = f"SELECT {rowvalues.names(columns)} FROM {kind.name} WHERE id = ?"  # noqa: S608  names of our own
        found = rows(self._connection, sql, (record,))
        return dict(zip(columns, found[0], strict=True)) if found else {}


def value_words(
    names: Names, kind: str, record: str, name: str, side_value: Value, changes: Mapping[str, Value]
) -> str:
    """Return a side of a conflict in words; where a record was deleted, what became of it on either side."""
    if name != DELETED:
        return names.value(kind, record, name, side_value)
    if side_value:
        return _("Deleted")
    if not changes:
        return _("Kept")
    edited = showing.joined(
        # Translators: a field and its value.
        _("{label}: {value}").format(
            label=showing.field_label(kind, one), value=names.value(kind, record, one, value) or _("(empty)")
        )
        for one, value in changes.items()
    )
    return _("Kept and edited: {changes}").format(changes=edited)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
