"""The look-alikes among the partners: compared side by side, joined or kept apart, and what was judged before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk import duplicates, vocabulary
from partnerdesk.duplicates import Comparison, Judged, Review
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.progress import Report
from ui.jobs import Job, Jobs
from ui.page import Page
from ui.pages.alike.pair_card import PairCard
from ui.widgets.asking import AskBar
from ui.widgets.basics import PageHeader, button, card, clear, icon_button, in_row, label, scrolled
from ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

MOST_SHOWN = 12
"""Pairs on one page; the others follow when these are judged."""
_MOST_JUDGED = 60


@dataclass(frozen=True)
class _Shown:
    """What the page shows: everything that was found, and the first pairs side by side."""

    review: Review
    contradictions: tuple[Comparison, ...]
    pairs: tuple[Comparison, ...]


class LookAlikes(Page):
    """Cards to judge one by one; what is found is counted in the database's thread."""

    left = Signal()
    """Back to the list."""

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._looking: Job | None = None
        self._stamp = ""
        self._again = False
        self.bar = AskBar()
        back = icon_button("arrow-left", _("All partners"), "text")
        back.clicked.connect(self.left)
        self._header = PageHeader(_("Look-alikes"), _("Looking for partners that were recorded twice…"))
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._header, 1)
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        self._judged = QVBoxLayout()
        self._judged.setSpacing(8)
        self.show_judged = button("", "history", "quiet")
        self.show_judged.setCheckable(True)
        self.show_judged.toggled.connect(lambda _on: self._show_settled())
        self.show_judged.hide()
        self._review: Review | None = None
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(26, 16, 26, 22)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addLayout(self._list)
        column.addLayout(in_row(self.show_judged, None))
        column.addLayout(self._judged)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def refresh(self) -> None:
        """Look anew, if a partner or a verdict changed since."""
        if self._looking is not None:
            self._again = True
            return
        stamp = duplicates.stamp(self._desk)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        job = Job(self._look, _("Looking for partners that were recorded twice"))
        job.succeeded.connect(self._show)
        job.failed.connect(self.refused)
        job.cancelled.connect(self._stopped)
        job.ended.connect(self._ended)
        self._looking = job
        self._jobs.start(job)

    def _look(self, report: Report) -> _Shown:
        review = duplicates.review(self._desk, report)
        contradictions = (duplicates.compare_verdict(self._desk, one) for one in review.contradictions[:MOST_SHOWN])
        pairs = (duplicates.compare_match(self._desk, one) for one in review.matches[:MOST_SHOWN])
        return _Shown(
            review,
            tuple(one for one in contradictions if one is not None),
            tuple(one for one in pairs if one is not None),
        )

    def _stopped(self) -> None:
        self._stamp = ""
        self._header.set_words(_("Look-alikes"), _("Stopped before everything was compared."))

    def _ended(self) -> None:
        self._looking = None
        if self._again:
            self._again = False
            self.refresh()

    def _show(self, shown: _Shown) -> None:
        self._review = review = shown.review
        self._header.set_words(_("Look-alikes"), _counted(review))
        clear(self._list)
        if shown.contradictions:
            self._list.addWidget(label(_("Judged both ways"), "heading"))
        for comparison in shown.contradictions:
            self._list.addWidget(self._card(comparison))
        if shown.contradictions and shown.pairs:
            self._list.addWidget(label(_("Alike"), "heading"))
        for comparison in shown.pairs:
            self._list.addWidget(self._card(comparison))
        more = review.waiting - len(shown.contradictions) - len(shown.pairs)
        if more > 0:
            words = ngettext("{n} more follows.", "{n} more follow.", more)
            self._list.addWidget(label(words.format(n=more), "muted"))
        if not review.waiting:
            self._list.addWidget(
                EmptyState(
                    "circle-check",
                    _("No two partners look alike"),
                    _("Where two offices record the same organisation, both are shown here side by side."),
                )
            )
        self._show_settled()

    def _card(self, comparison: Comparison) -> PairCard:
        made = PairCard(comparison)
        one, other = comparison.one, comparison.other
        made.joined.connect(
            lambda lead, reason: self._judge(
                comparison,
                lambda: duplicates.join(self._desk, one, other, lead, reason=reason),
                _("“{one}” and “{other}” are shown as one from now on; nothing of either is lost."),
            )
        )
        made.dismissed.connect(
            lambda reason: self._judge(
                comparison,
                lambda: duplicates.dismiss(self._desk, one, other, reason=reason),
                _("Remembered: “{one}” and “{other}” are not the same."),
            )
        )
        made.open_asked.connect(lambda partner: self.wants.emit("partners", partner))
        return made

    def _judge(self, comparison: Comparison, do: Callable[[], None], told: str) -> None:
        one, other = comparison.titles
        if self._try(do):
            self.bar.offer(
                told.format(one=one, other=other), _("Undo"), lambda: self._forget(comparison.one, comparison.other)
            )

    def _forget(self, one: str, other: str) -> None:
        self._try(lambda: duplicates.forget(self._desk, one, other))

    def _try(self, do: Callable[[], None]) -> bool:
        try:
            do()
        except PartnerDeskError as error:
            self.refused.emit(error)
            return False
        self.changed.emit()
        self.refresh()
        return True

    def _show_settled(self) -> None:
        clear(self._judged)
        review = self._review
        if review is None:
            return
        number = len(review.settled)
        words = ngettext("{n} pair judged already", "{n} pairs judged already", number)
        self.show_judged.setText(words.format(n=number))
        self.show_judged.setVisible(number > 0)
        if not self.show_judged.isChecked() or not number:
            return
        frame, inside = card(14, "sunken")
        for one in review.settled[:_MOST_JUDGED]:
            inside.addLayout(self._settled(one, review))
        self._judged.addWidget(frame)

    def _settled(self, judged: Judged, review: Review) -> QHBoxLayout:
        unknown = _("not received yet")
        titles = [review.titles.get(partner, unknown) for partner in (judged.one, judged.other)]
        # Translators: two partners that were judged to be the same or not.
        both = _("{one} and {other}").format(one=titles[0], other=titles[1])
        back = button(_("Take back"), "undo-2", "quiet")
        # Translators: an action, and what it is about; for screen readers.
        back.setAccessibleName(_("{action}: {file}").format(action=_("Take back"), file=both))
        back.clicked.connect(lambda: self._forget(judged.one, judged.other))
        verdict = label(vocabulary.label("sameness_verdict", judged.verdict), "tag")
        row = in_row(label(both), verdict, back)
        row.setStretch(0, 1)
        return row


def _counted(review: Review) -> str:
    words = ngettext(
        "{n} pair of partners may be one organisation that was recorded twice.",
        "{n} pairs of partners may be one organisation that was recorded twice.",
        review.waiting,
    )
    return words.format(n=review.waiting) if review.waiting else ""
