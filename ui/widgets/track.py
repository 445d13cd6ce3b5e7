"""The states of a record as a line of stages: what is done, where it stands, what comes next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QWidget

from partnerdesk import vocabulary
from partnerdesk.i18n import _
from ui.theme import icons
from ui.widgets.basics import clear, label
from ui.widgets.flow import FlowLayout


class StateTrack(QWidget):
    """Shows the usual way through a state machine; a state beside that way, such as cancelled, stands alone."""

    def __init__(self, *, in_line: bool = False) -> None:
        """`in_line` keeps it in one line, for a head that holds other things as well."""
        super().__init__()
        self._flow: QLayout
        if in_line:
            self._flow = QHBoxLayout(self)
            self._flow.setContentsMargins(0, 0, 0, 0)
            self._flow.setSpacing(4)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        else:
            self._flow = FlowLayout(self, spacing=4)
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self._shown = ("", "")
        self._short = False

    def set_short(self, short: bool) -> None:
        """Show the present stage alone where there is little room."""
        if short != self._short:
            machine, state = self._shown
            self._short, self._shown = short, ("", "")
            if machine:
                self.show_state(machine, state)

    def show_state(self, machine: str, state: str) -> None:
        """Show where a record stands."""
        if self._shown == (machine, state):
            return
        self._shown = (machine, state)
        clear(self._flow)
        way = usual_way(machine)
        stages = way if state in way else [state]
        here = stages.index(state)
        for number, stage in enumerate(stages):
            if self._short and number != here:
                continue
            words = vocabulary.state_label(machine, stage)
            last = self._short or number == len(stages) - 1
            self._flow.addWidget(_stage(words, number - here, on_way=state in way, last=last))
        words = vocabulary.state_label(machine, state)
        # Translators: where a record stands, for screen readers.
        told = _("Status: {state}, stage {n} of {total}").format(state=words, n=here + 1, total=len(stages))
        self.setAccessibleName(told)


def usual_way(machine: str) -> list[str]:
    """Return the states that a record goes through when all goes well: the first step out of each that leads on."""
    way = [vocabulary.initial(machine)]
    while ahead := [step.to for step in vocabulary.transitions(machine, way[-1]) if step.to not in way]:
        way.append(ahead[0])
    return way


def _stage(words: str, distance: int, *, on_way: bool, last: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    # One height for words with and without a ground, so that all stand on one line.
    made.setFixedHeight(made.fontMetrics().height() + 10)
    if distance < 0:
        row.addWidget(_mark("check", "success"))
    tone = "accent" if on_way else "warning"
    here = label(words, "tag", tone=tone) if distance == 0 else label(words, "help", wrap=False)
    row.addWidget(here, 0, Qt.AlignmentFlag.AlignVCenter)
    if not last:
        row.addWidget(_mark("chevron-right", "muted"))
    return made


def _mark(icon: str, role: str) -> QLabel:
    made = QLabel()
    icons.put(made, icon, role, 13)
    return made
