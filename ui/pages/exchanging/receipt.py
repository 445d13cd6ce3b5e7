"""One bundle that came: who sent it, how it stands, what it changes and the buttons that fit."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from partnerdesk import clock, trust
from partnerdesk.decisions import Decision
from partnerdesk.i18n import _, format_datetime, ngettext
from partnerdesk.receipts import gap_in_words
from partnerdesk.receiving import APPLIED, ASIDE, STAGED, Receipt, Summary
from partnerdesk.showing import file_size
from partnerdesk.store.kinds import kinds
from ui.widgets.basics import button, clear, in_row, label, notice

MOST_ERASURES = 20
_TONES = {STAGED: "warning", APPLIED: "success"}


class ReceiptCard(QFrame):
    """Shows one receipt and asks by signal."""

    preview_asked = Signal()
    accept_asked = Signal()
    aside_asked = Signal()
    undo_asked = Signal()
    discard_asked = Signal()
    conflicts_asked = Signal()
    key_asked = Signal()
    forks_asked = Signal()

    def __init__(self, receipt: Receipt, state: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._receipt = receipt
        sender = receipt.sender
        # Translators: a person, the name of an office and its code.
        who = _("{person}, {office_name} ({office})").format(
            **{key: sender[key] for key in ("person", "office_name", "office")}
        )
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        head = in_row(label(who, "heading"), label(state, "tag", tone=_TONES.get(receipt.state, "")))
        head.setStretch(0, 1)
        column.addLayout(head)
        came = clock.moment(receipt.at)
        when = format_datetime(came) if came else receipt.at
        # Translators: the name of a file, and when it came.
        column.addWidget(label(_("{file}, received {when}").format(file=receipt.file, when=when), "help"))
        if receipt.note:
            column.addWidget(label(_("“{reason}”").format(reason=receipt.note)))
        if not receipt.trusted and receipt.state != APPLIED:
            column.addWidget(notice(_not_trusted(receipt), "shield-alert", "warning"))
        for remark in clock.remarks(receipt):
            column.addWidget(notice(remark, "hourglass", "warning"))
        column.addLayout(self._lines)
        column.addLayout(in_row(*self._buttons(), None))
        self._show(receipt.summary, preview=receipt.state in {STAGED, ASIDE})

    def show_decisions(self, decided: Sequence[Decision]) -> None:
        """Show what others decided about our records, each with its reason; a link leads to the record."""
        for decision in decided:
            values = ", ".join(
                # Translators: a field and its value.
                _("{field}: {value}").format(field=field, value=value or _("(empty)"))
                for field, value in decision.shown()
            )
            # Translators: the name of a record, what was decided about it, the person who decided and that person's office.
            words = _("{title} — {values}. Decided by {person} ({office}).").format(
                title=decision.title, values=values, person=decision.by, office=decision.office
            )
            if decision.note:
                # Translators: {reason} is what the person who decided wrote.
                words += " " + _("“{reason}”").format(reason=decision.note)
            self._lines.addWidget(notice(words, "git-merge", "success"))

    def show_preview(self, receipt: Receipt) -> None:
        """Show exactly what accepting would do."""
        self._show(receipt.summary, preview=False)

    def show_erasures(self, sentences: Sequence[str]) -> None:
        """Show what is erased for good: it is not brought back by an undo."""
        for words in sentences[:MOST_ERASURES]:
            self._lines.addWidget(notice(words, "trash-2", "danger"))
        if sentences:
            self._lines.addWidget(label(_("What is erased cannot be brought back by undoing the bundle."), "help"))

    def _buttons(self) -> list[QPushButton]:
        state = self._receipt.state
        if state == APPLIED:
            return [self._button(_("Undo"), "undo-2", "quiet", self.undo_asked)]
        made = [self._button(_("What would change?"), "eye", "", self.preview_asked)]
        if self._receipt.trusted:
            made.insert(0, self._button(_("Accept"), "check", "primary", self.accept_asked))
        else:
            made.insert(0, self._button(_("Compare the sender's code"), "key-round", "primary", self.key_asked))
        if state == STAGED:
            made.append(self._button(_("Keep aside"), "inbox", "quiet", self.aside_asked))
        made.append(self._button(_("Discard"), "trash-2", "quiet", self.discard_asked))
        return made

    def _button(self, words: str, icon: str, variant: str, asked: object) -> QPushButton:
        made = button(words, icon, variant)
        # Translators: an action, and the file that it is about; for screen readers.
        made.setAccessibleName(_("{action}: {file}").format(action=words, file=self._receipt.file))
        made.clicked.connect(asked)
        return made

    def _show(self, summary: Summary, *, preview: bool) -> None:
        clear(self._lines)
        for words in _sentences(summary, staged=preview):
            self._lines.addWidget(label(words))
        if summary.conflicts:
            words = ngettext(
                "{n} field was changed on both sides: a person must decide.",
                "{n} fields were changed on both sides: a person must decide.",
                summary.conflicts,
            ).format(n=summary.conflicts)
            self._lines.addWidget(notice(words, "git-merge", "warning"))
            if self._receipt.state == APPLIED:
                go = button(_("Decide now"), "git-merge")
                go.clicked.connect(self.conflicts_asked)
                self._lines.addLayout(in_row(go, None))
        if summary.forks:
            words = ngettext(
                "{n} entry comes from a copied workspace and was kept out.",
                "{n} entries come from a copied workspace and were kept out.",
                summary.forks,
            ).format(n=summary.forks)
            self._lines.addWidget(notice(words, "triangle-alert", "danger"))
            look = button(_("Look at what was kept out"), "eye")
            look.clicked.connect(self.forks_asked)
            self._lines.addLayout(in_row(look, None))


def _not_trusted(receipt: Receipt) -> str:
    """Say why a bundle is kept aside, and what to do about it."""
    person = receipt.sender["person"]
    if receipt.peer == trust.REVOKED:
        return _(
            "{person} is no longer trusted here, so this bundle can only be kept aside. If the device is in the right hands"
            " again, compare its code anew; otherwise discard the bundle."
        ).format(person=person)
    if receipt.peer == trust.VOUCHED:
        return _(
            "Somebody vouches for {person}, but nobody here has trusted that device yet, so this bundle can only be kept aside."
            " Trust it under “Keys and trust”, or compare its code."
        ).format(person=person)
    return _(
        "The sender is not trusted here, so this bundle can only be kept aside. Ask {person} for their code, by voice or in"
        " person, and compare it; the bundle can then be accepted."
    ).format(person=person)


def _sentences(summary: Summary, *, staged: bool) -> list[str]:
    """Return what a bundle brings, in words: records by kind, decisions, what is still missing."""
    files = _files(summary)
    if staged:
        new = ngettext("{n} change is new here.", "{n} changes are new here.", summary.new).format(n=summary.new)
        return [new, *files]
    found = []
    for counts, words in ((summary.created, _("New: {list}")), (summary.changed, _("Changed: {list}"))):
        if counts:
            # Translators: a kind of record and how many of them.
            parts = [_("{kind} {n}").format(kind=_(kinds()[kind].label), n=n) for kind, n in sorted(counts.items())]
            found.append(words.format(list=", ".join(parts)))
    found += files
    if not found:
        found.append(_("Nothing in it was new."))
    if summary.decisions:
        found.append(
            ngettext("{n} decision came with it.", "{n} decisions came with it.", summary.decisions).format(
                n=summary.decisions
            )
        )
    if summary.newer:
        found.append(_("Part of it needs a newer PartnerDesk; it is kept and passed on."))
    return found + [gap_in_words(gap) for gap in summary.waiting]


def _files(summary: Summary) -> list[str]:
    """Return how many files travel with a bundle, in words."""
    if not summary.attachments:
        return []
    # Translators: {size} is the size of the files together, such as 1.4 MB.
    words = ngettext("{n} file comes with it, {size}.", "{n} files come with it, {size}.", summary.attachments)
    return [words.format(n=summary.attachments, size=file_size(summary.attachment_bytes))]
