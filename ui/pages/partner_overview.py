"""What matters about a partner now: results with their trend, what is open, the next dates, and the facts in short."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from partnerdesk import assessments, partners, showing, vocabulary
from partnerdesk.attention import RATED, dates_ahead, valid_until
from partnerdesk.i18n import _, format_date, ngettext
from partnerdesk.instruments.trend import DECLINED, IMPROVED, NOT_COMPARABLE, STABLE
from partnerdesk.partners import Overview
from partnerdesk.views import View
from ui.page import Page
from ui.pages.alike.joined import JoinedCard, joined_words
from ui.widgets.asking import AskBar
from ui.widgets.basics import button, card, clear, in_row, label, line, scrolled
from ui.widgets.columns import TwoColumns
from ui.widgets.link import Link

if TYPE_CHECKING:
    from partnerdesk.assessments import Line, Outcome
    from partnerdesk.desk import Desk

_MOST_ACTIONS = 5
_MOST_FLAGS = 3
_FACTS = (
    "org_type", "level", "relation_type", "country", "place", "sectors", "year_founded", "staff_band", "budget_band",
    "parent_org", "email", "phone",
)  # fmt: skip
_PLACES = {"assessment": "assessments", "action": "actions", "consultation": "consultations", "agreement": ""}


class OverviewPart(Page):
    """Reads one overview and shows it; everything leads on to where it can be worked on."""

    def __init__(self, desk: "Desk", go: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("part")
        self._desk, self._go = desk, go
        self._partner = ""
        self._bars = QVBoxLayout()
        self._bars.setSpacing(8)
        self._columns = TwoColumns()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 12)
        column.setSpacing(12)
        column.addLayout(self._bars)
        column.addWidget(self._columns)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def show_overview(self, overview: Overview) -> None:
        """Show everything anew."""
        self._partner = overview.partner.id
        for column in (self._bars, self._columns.first, self._columns.second):
            clear(column)
        for bar in self._notices(overview):
            self._bars.addWidget(bar)
        for frame in (self._results(overview), self._actions(overview)):
            self._columns.first.addWidget(frame)
        for part in (self._joined(overview), self._ahead(overview), self._facts(overview), self._flags(overview)):
            if part is not None:
                self._columns.second.addWidget(part)
        self._columns.first.addStretch(1)
        self._columns.second.addStretch(1)

    def _notices(self, overview: Overview) -> list[AskBar]:
        bars = []
        if overview.is_joined:
            go = partial(self.wants.emit, "partners", overview.group.leader)
            bars.append(self._bar(joined_words(overview.group), _("Page of both"), go, ""))
        if names := overview.partner.conflicts:
            fields = showing.joined(showing.field_label("partner", name) for name in names)
            # Translators: {fields} is a list of field names.
            told = _("Two values stand against each other: {fields}.").format(fields=fields)
            record = overview.partner.id
            bars.append(
                self._bar(told, _("Compare and decide"), lambda: self.wants.emit("conflicts", record), "warning")
            )
        if problems := overview.problems:
            told = " ".join(problem.sentence for problem in problems)
            bars.append(self._bar(told, _("Look at it"), lambda: self._go("details"), "warning"))
        if number := len(overview.overdue_actions):
            words = ngettext("{n} action is overdue.", "{n} actions are overdue.", number)
            bars.append(self._bar(words.format(n=number), _("Show actions"), lambda: self._go("actions"), "danger"))
        return bars

    def _bar(self, sentence: str, action: str, then: Callable[[], None], tone: str) -> AskBar:
        bar = AskBar(self)
        bar.offer(sentence, action, then, tone, stays=True)
        return bar

    def _joined(self, overview: Overview) -> QWidget | None:
        group = overview.group
        if overview.is_joined or not (group.others or group.awaited):
            return None
        made = JoinedCard(self._desk, group)
        for name in ("wants", "told", "refused"):
            getattr(made, name).connect(getattr(self, name))
        made.parted.connect(self._parted)
        return made

    def _parted(self) -> None:
        self.show_overview(partners.overview(self._desk, self._partner))
        self.changed.emit()

    # Results

    def _results(self, overview: Overview) -> QWidget:
        frame, inside = card()
        latest = _latest(overview.assessments)
        look = button(_("All assessments"), "arrow-right", "quiet")
        look.clicked.connect(lambda: self._go("assessments"))
        if not overview.assessments:
            look.hide()
        inside.addLayout(in_row(label(_("Latest results"), "heading"), None, look))
        outcomes = assessments.results(self._desk, [one.id for one in latest], trends=True)
        for number, one in enumerate(latest):
            if number:
                inside.addWidget(line())
            if one.id in outcomes:
                inside.addWidget(self._result(one, outcomes[one.id], overview.today))
        if not latest:
            inside.addWidget(label(_("No assessment yet."), "muted"))
            start = button(_("Start an assessment"), "clipboard-check")
            start.clicked.connect(lambda: self.wants.emit("assessments", f"new:{overview.partner.id}"))
            inside.addLayout(in_row(start, None))
        return frame

    def _result(self, assessment: View, outcome: "Outcome", today: date) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        name = Link(outcome.instrument)
        name.clicked.connect(lambda: self.wants.emit("assessments", assessment.id))
        when = showing.day(assessment["done_on"] or assessment["planned_on"] or assessment.created_at[:10])
        state = showing.shown("assessment", "status", assessment["status"])
        # Translators: the state of an assessment and its date.
        facts = label(_("{state}, {date}").format(state=state, date=when), "help", wrap=False)
        last = valid_until(assessment) if assessment["status"] in RATED else None
        expired = label(_("to be renewed"), "tag", tone="warning") if last is not None and last < today else None
        column.addLayout(in_row(*(part for part in (name, expired) if part is not None), None, facts))
        grid = _grid(column)
        for row, side in enumerate(outcome.lines.values()):
            grid.addWidget(label(vocabulary.label("perspective", side.perspective), "help", wrap=False), row, 0)
            grid.addLayout(in_row(*_side(side), None, spacing=8), row, 1)
        if not outcome.lines:
            column.addWidget(label(outcome.text, "muted"))
        return made

    # Actions, dates, facts, observations

    def _actions(self, overview: Overview) -> QWidget:
        frame, inside = card()
        look = button(_("All actions"), "arrow-right", "quiet")
        look.clicked.connect(lambda: self._go("actions"))
        if not overview.actions:
            look.hide()
        inside.addLayout(in_row(label(_("To be done"), "heading"), None, look))
        late = {action.id for action in overview.overdue_actions}
        for action in overview.open_actions[:_MOST_ACTIONS]:
            inside.addWidget(self._action(action, is_late=action.id in late))
        if not overview.open_actions:
            inside.addWidget(label(_("Nothing is open."), "muted"))
        return frame

    def _action(self, action: View, *, is_late: bool) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(3)
        name = Link(action.title)
        name.clicked.connect(lambda: self.wants.emit("actions", action.id))
        tag = label(_("overdue"), "tag", tone="danger") if is_late else None
        column.addLayout(in_row(*(part for part in (name, tag) if part is not None), None))
        owner = str(action["responsible"] or _("nobody yet"))
        due = showing.day(action["due"]) if action["due"] else _("no date yet")
        # Translators: who has to do something, and until when.
        column.addWidget(label(_("{owner}, until {date}").format(owner=owner, date=due), "help"))
        return made

    def _ahead(self, overview: Overview) -> QWidget | None:
        found = dates_ahead(overview)
        if not found:
            return None
        frame, inside = card()
        inside.addWidget(label(_("Next dates"), "heading"))
        grid = _grid(inside)
        for row, one in enumerate(found):
            grid.addWidget(label(format_date(one.day), "help", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(_short(one.what)), row, 1)
        return frame

    def _facts(self, overview: Overview) -> QWidget:
        frame, inside = card()
        edit = button(_("Edit"), "pencil", "quiet")
        edit.setAccessibleName(_("Edit the details"))
        edit.clicked.connect(lambda: self._go("details"))
        inside.addLayout(in_row(label(_("In short"), "heading"), None, edit))
        grid = _grid(inside)
        facts = [
            (showing.field_label("partner", name), showing.shown("partner", name, overview.partner[name]))
            for name in _FACTS
        ]
        focal = [contact for contact in overview.contacts if contact["is_focal_point"]]
        facts.append((_("Focal point"), showing.joined(_person(contact) for contact in focal)))
        facts.append(
            (_("Agreements"), showing.joined(_agreement(one) for one in overview.agreements if _is_running(one)))
        )
        for row, (name, words) in enumerate((name, words) for name, words in facts if words):
            grid.addWidget(label(name, "help"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words), row, 1)
        changed = _("Last change: {date}, {person}").format(
            date=format_date(overview.changed_at.astimezone().date()), person=overview.changed_by
        )
        inside.addWidget(label(changed, "help"))
        return frame

    def _flags(self, overview: Overview) -> QWidget | None:
        current = [flag for flag in overview.flags if not flag["closed_on"]]
        if not current:
            return None
        frame, inside = card()
        look = button(_("All"), "arrow-right", "quiet")
        look.setAccessibleName(_("All observations"))
        look.clicked.connect(lambda: self._go("flags"))
        inside.addLayout(in_row(label(_("Observations"), "heading"), None, look))
        for flag in current[:_MOST_FLAGS]:
            tag = label(showing.shown("flag", "category", flag["category"]), "tag", tone="warning")
            day = label(showing.day(flag["noted_on"]) if flag["noted_on"] else "", "help", wrap=False)
            inside.addLayout(in_row(tag, day, None))
            inside.addWidget(label(str(flag["summary"] or "")))
        return frame


def _latest(rounds: Sequence[View]) -> list[View]:
    """Return the newest assessment of each instrument and subject, those that were handed in before drafts."""
    found: dict[tuple[str, str], View] = {}
    for one in sorted(rounds, key=lambda one: one["status"] in RATED, reverse=True):
        if one["status"] != "cancelled":
            found.setdefault((str(one["instrument"]).partition(" ")[0], str(one["subject"])), one)
    return list(found.values())


def _side(side: "Line") -> list[QWidget]:
    rated = side.is_shown and side.result.is_rated
    tone = "warning" if side.result.caps else "accent"
    parts: list[QWidget] = [label(side.text, "tag", tone=tone) if rated else label(side.text, "muted", wrap=False)]
    if side.trend is not None:
        parts.append(_trend(side.trend.label))
    return parts


def _trend(direction: str) -> QWidget:
    words, tone = {
        IMPROVED: (_("↗ better than before"), "success"),
        STABLE: (_("→ as before"), ""),
        DECLINED: (_("↘ worse than before"), "danger"),
        NOT_COMPARABLE: (_("not comparable with the round before"), ""),
    }[direction]
    return label(words, "tag", tone=tone)


def _grid(inside: QVBoxLayout) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, 96)
    grid.setColumnStretch(1, 1)
    inside.addLayout(grid)
    return grid


def _person(contact: View) -> str:
    function = contact["function"]
    # Translators: a person and what she does in her organisation.
    return _("{name} ({function})").format(name=contact.title, function=function) if function else contact.title


def _is_running(agreement: View) -> bool:
    return agreement["status"] in {"signed", "active", "suspended"}


def _agreement(agreement: View) -> str:
    end = (agreement["duration"] or {}).get("end")
    # Translators: the title of an agreement and its last day.
    return _("{name} (until {date})").format(name=agreement.title, date=showing.day(end)) if end else agreement.title


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
