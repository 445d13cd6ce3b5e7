"""What stands on the parts of a partner's page: groups of fields, and the columns of what belongs to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk import assessments, showing
from partnerdesk.i18n import _, ngettext
from partnerdesk.partners import Overview
from partnerdesk.store.listings import ListRow
from ui.listing import columns
from ui.models import MARK, Column, Row
from ui.pages.record_editor import Group
from ui.pages.related import ORIGIN, RelatedShape
from ui.widgets.record_table import Width

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_STATUS_TONES = {"active": "success", "prospective": "accent", "dormant": "warning"}


def titles() -> dict[str, str]:
    """Return the parts of the page in order, with what they are called."""
    return {
        "overview": _("Overview"),
        "details": _("Details"),
        "contacts": _("Contacts"),
        "agreements": _("Agreements"),
        "flags": _("Observations"),
        "assessments": _("Assessments"),
        "consultations": _("Consultations"),
        "actions": _("Actions"),
        "attachments": _("Files"),
        "history": _("History"),
    }


def groups() -> list[Group]:
    """Return a partner's fields as somebody fills them in who sits with the partner."""
    return [
        Group(_("Name"), ("legal_name", "acronym", "local_name", "parent_org", "aliases", "former_names")),
        Group(_("Relation with us"), ("org_type", "relation_type", "level", "relation_status")),
        Group(
            _("Where and how to reach them"),
            ("country", "place", "email", "phone", "connectivity", "presence", "working_languages"),
        ),
        Group(_("Size and standing"), ("year_founded", "staff_band", "budget_band", "registration", "sectors")),
        Group(_("Way of working"), ("has_branches", "holds_stock", "has_subpartners", "affected_people")),
        Group(_("What we have learned"), ("mandate", "setting", "complementarity", "notes", "sensitivity")),
    ]


def child(kind: str) -> RelatedShape:
    """Return how a kind stands there that is edited on the partner's page."""
    shapes = {
        "contact": RelatedShape(
            kind="contact",
            columns=columns("contact", ["name", "function", "languages", "is_focal_point", MARK]),
            widths=[Width(4), Width(4), Width(3, 560), Width(2, 440), Width(2, 620)],
            icon="user",
            nothing=_("No contact yet"),
            nothing_why=_("Record only those whom you need to reach, and how they can be reached safely."),
            new=_("New contact"),
        ),
        "agreement": RelatedShape(
            kind="agreement",
            columns=columns("agreement", ["number", "name", "type", "duration", "amount", "status", MARK]),
            widths=[Width(4), Width(5), Width(3, 760), Width(5, 560), Width(3, 840), Width(2), Width(3, 940)],
            icon="file-text",
            nothing=_("No agreement yet"),
            nothing_why=_("Agreements, letters and understandings with this partner, with their dates and limits."),
            new=_("New agreement"),
        ),
        "flag": RelatedShape(
            kind="flag",
            columns=columns("flag", ["noted_on", "category", "summary", "closed_on", MARK]),
            widths=[Width(2), Width(3), Width(7), Width(2, 560), Width(2, 700)],
            icon="flag",
            nothing=_("No observation yet"),
            nothing_why=_("What somebody noticed, good or bad. An observation never decides alone."),
            new=_("New observation"),
        ),
    }
    return _with_origin(shapes[kind])


def linked(desk: "Desk", kind: str) -> RelatedShape:
    """Return how a kind stands there that has a page of its own."""

    def results(rows: Sequence[ListRow]) -> Mapping[str, Row]:
        found = assessments.results(desk, [row.id for row in rows], trends=True)
        return {record: {"instrument": outcome.instrument, "result": outcome.text} for record, outcome in found.items()}

    shapes = {
        "assessment": RelatedShape(
            kind="assessment",
            columns=_unsorted(
                [
                    *columns("assessment", ["instrument", "purpose", "done_on", "status"]),
                    Column("result", _("Result")),
                    *columns("assessment", ["reference", MARK]),
                ]
            ),
            widths=[Width(6), Width(3, 760), Width(3), Width(3), Width(4), Width(4, 860), Width(3, 980)],
            icon="clipboard-check",
            nothing=_("No assessment yet"),
            nothing_why=_(
                "An assessment looks at the partnership from our side, from the partner's, or from both together."
            ),
            new=_("Start an assessment"),
            more=results,
        ),
        "consultation": RelatedShape(
            kind="consultation",
            columns=_unsorted(columns("consultation", ["name", "kind", "dates", "place", "status", MARK])),
            widths=[Width(7), Width(3), Width(4), Width(3, 700), Width(3), Width(3, 860)],
            icon="messages-square",
            nothing=_("No consultation yet"),
            nothing_why=_("Consultations in which this partner took part are shown here."),
            new=_("Note a consultation"),
        ),
        "action": RelatedShape(
            kind="action",
            columns=_unsorted(columns("action", ["description", "responsible", "due", "priority", "status", MARK])),
            widths=[Width(8), Width(4), Width(3), Width(2, 640), Width(3), Width(3, 860)],
            icon="list-checks",
            nothing=_("Nothing to follow up"),
            nothing_why=_("What was agreed to be done afterwards, by whom and until when."),
            new=_("New action"),
        ),
    }
    return _with_origin(shapes[kind])


def _with_origin(shape: RelatedShape) -> RelatedShape:
    """Add the column that tells under which of several joined partners a record was noted."""
    origin = Column(ORIGIN, _("Noted under"), sortable=False)
    return replace(shape, columns=[*shape.columns, origin], widths=[*shape.widths, Width(0)])


def _unsorted(shown: Sequence[Column]) -> list[Column]:
    """These lists stand in the order of the use case: the newest first, actions by their date."""
    return [Column(one.key, one.label, one.show, at_end=one.at_end, sortable=False) for one in shown]


def tags(overview: Overview) -> Iterator[tuple[str, str]]:
    """Yield what the head says in short, each with its tone: what the partner is, and how its record stands."""
    partner = overview.partner
    status = str(partner["relation_status"] or "")
    found = [(showing.shown("partner", "relation_status", status), _STATUS_TONES.get(status, ""))] if status else []
    for field in ("relation_type", "org_type"):
        found += [(showing.shown("partner", field, [code]), "") for code in partner[field]]
    found += [(showing.shown("partner", field, partner[field]), "") for field in ("level", "country")]
    if number := len(overview.group.members) + overview.group.awaited - 1:
        words = ngettext("joined with {n} other record", "joined with {n} other records", number)
        found.append((words.format(n=number), "accent"))
    if partner.away:
        # Translators: {office} is the code of an office.
        found.append((_("moved to {office}").format(office=partner.scope), "warning"))
    if partner.deleted:
        found.append((_("taken away"), "danger"))
    if partner.conflicts:
        found.append((_("two values to decide"), "warning"))
    if overview.problems:
        found.append((_("needs review"), "warning"))
    yield from ((words, tone) for words, tone in found if words)


class Room(QWidget):
    """Holds the place of a part until it is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 12, 0, 0)

    def take(self, part: QWidget) -> None:
        self._column.addWidget(part)
