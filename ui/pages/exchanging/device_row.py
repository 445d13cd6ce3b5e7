"""One device in the list of those that are known: how it stands, since when, through whom, and what to do about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from partnerdesk import trust, vocabulary
from partnerdesk.clock import moment
from partnerdesk.i18n import _, format_date
from partnerdesk.strangers import Stranger
from partnerdesk.trust import REVOKED, TRUSTED, VOUCHED, Peer
from ui.widgets.basics import button, in_row, label

_TONES = {TRUSTED: "success", VOUCHED: "warning", REVOKED: "danger"}


class DeviceRow(QWidget):
    """Names, state and the facts in one line below; revoking asks for the reason first."""

    revoke_asked = Signal(object, str)
    """A `Peer` and why it is to be trusted no longer."""
    vouched_accepted = Signal(object)
    """A `Peer` that is to be trusted because somebody vouches for it."""
    compare_asked = Signal(object)
    """The `KeyCard` whose code is to be compared."""

    def __init__(self, peer: Peer, *, can_vouch: bool = True) -> None:
        super().__init__()
        self._peer = peer
        card = peer.card
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        # Translators: a person, the name of an office and its code.
        words = _("{person} — {office_name} ({office})").format(
            person=card.person, office_name=card.office_name, office=card.office
        )
        row = in_row(label(words), label(_(trust.STATES[peer.state]), "tag", tone=_TONES[peer.state]))
        row.setStretch(0, 1)
        self._add_buttons(row, can_vouch)
        column.addLayout(row)
        for line in facts(peer):
            column.addWidget(label(line, "help"))
        self._asking = self._reason()
        column.addWidget(self._asking)

    def _add_buttons(self, row: QHBoxLayout, can_vouch: bool) -> None:
        peer = self._peer
        made = []
        if peer.state == TRUSTED:
            stop = button(_("No longer trust"), "x", "quiet")
            stop.setAccessibleName(_("No longer trust {person}").format(person=peer.card.person))
            stop.clicked.connect(self._ask_reason)
            made.append(stop)
        if peer.state == VOUCHED and can_vouch:
            accept = button(_("Trust"), "shield-check")
            accept.setAccessibleName(_("Trust {person}").format(person=peer.card.person))
            accept.clicked.connect(lambda: self.vouched_accepted.emit(peer))
            made.append(accept)
        if peer.state != TRUSTED:
            compare = button(_("Compare the code"), "key-round", "quiet")
            compare.setAccessibleName(_("Compare the code of {person}").format(person=peer.card.person))
            compare.clicked.connect(lambda: self.compare_asked.emit(peer.card))
            made.append(compare)
        for one in made:
            row.addWidget(one)

    def _reason(self) -> QWidget:
        made = QWidget()
        self._why = QLineEdit()
        self._why.setPlaceholderText(_("Why? For example: the laptop was stolen."))
        self._why.setAccessibleName(_("Why {person} is no longer trusted").format(person=self._peer.card.person))
        self._why.returnPressed.connect(self._revoke)
        go = button(_("Trust no longer"), variant="danger")
        go.clicked.connect(self._revoke)
        leave = button(_("Cancel"), variant="quiet")
        leave.clicked.connect(made.hide)
        inside = in_row(self._why, go, leave)
        made.setLayout(inside)
        inside.setContentsMargins(0, 0, 0, 0)
        made.hide()
        return made

    def _ask_reason(self) -> None:
        self._asking.show()
        self._why.setFocus()

    def _revoke(self) -> None:
        self.revoke_asked.emit(self._peer, self._why.text().strip())


class StrangerRow(QWidget):
    """A sender of waiting bundles that nobody knows here."""

    compare_asked = Signal(object)

    def __init__(self, stranger: Stranger) -> None:
        super().__init__()
        card = stranger.card
        words = _("{person} — {office_name} ({office})").format(
            person=card.person, office_name=card.office_name, office=card.office
        )
        compare = button(_("Compare the code"), "key-round")
        compare.setAccessibleName(_("Compare the code of {person}").format(person=card.person))
        compare.clicked.connect(lambda: self.compare_asked.emit(card))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        row = in_row(label(words), label(_(trust.STATES[trust.UNKNOWN]), "tag", tone="warning"), compare)
        row.setStretch(0, 1)
        column.addLayout(row)
        column.addWidget(
            label(
                _("Says so on the card that came with a bundle; the bundle waits until you compare the code."), "help"
            )
        )


def facts(peer: Peer) -> list[str]:
    """Return what is known of a device in words: role, since when and by whom, last heard, sites, reason."""
    role = vocabulary.label("person_role", peer.card.role)
    if peer.state == VOUCHED and peer.through:
        first = _("{role}; known through {sponsor}, {sponsor_role}, not trusted yet").format(
            role=role,
            sponsor=peer.through.person,
            sponsor_role=vocabulary.label("person_role", peer.through.role),
        )
    elif peer.state == REVOKED:
        first = _("{role}; trust ended by {person} on {date}").format(role=role, person=peer.by, date=_day(peer.at))
    elif peer.through:
        first = _("{role}; trusted by {person} on {date}, known through {sponsor}").format(
            role=role, person=peer.by, date=_day(peer.at), sponsor=peer.through.person
        )
    else:
        # Translators: the role of a person, who trusted the key, and on which day.
        first = _("{role}; taken by {person} on {date}").format(role=role, person=peer.by, date=_day(peer.at))
    lines = [first]
    if peer.reason:
        lines.append(_("“{reason}”").format(reason=peer.reason))
    heard = _("last heard on {date}").format(date=_day(peer.heard)) if peer.heard else _("no bundle arrived yet")
    # Translators: when a bundle of this device arrived last, and the ids under which it has spoken.
    lines.append(_("{heard}; device {sites}").format(heard=heard, sites=", ".join(peer.sites or (peer.site,))))
    return lines


def _day(text: str) -> str:
    at = moment(text)
    return format_date(at.astimezone().date()) if at else text
