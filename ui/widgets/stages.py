"""A guided page: numbered stages below each other, of which one is open at a time."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui.widgets.basics import card, label, set_state


class Stages(QWidget):
    """Shows the heads of all stages and the contents of one; what is done stays readable in a line."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.rooms: list[QVBoxLayout] = []
        """One column for each stage, for its contents."""
        self._bodies: list[QWidget] = []
        self._marks = []
        self._outcomes = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        for number, title in enumerate(titles, start=1):
            frame, inside = card()
            # Translators: the number and the title of a step, such as “1. Take their card”.
            mark = label(_("{number}. {title}").format(number=number, title=title), "heading")
            outcome = label("", "muted")
            outcome.hide()
            body = QWidget()
            room = QVBoxLayout(body)
            room.setContentsMargins(0, 0, 0, 0)
            room.setSpacing(10)
            inside.addWidget(mark)
            inside.addWidget(outcome)
            inside.addWidget(body)
            outer.addWidget(frame)
            self.rooms.append(room)
            self._bodies.append(body)
            self._marks.append(mark)
            self._outcomes.append(outcome)
        self.open(0)

    def open(self, stage: int) -> None:
        """Show the contents of one stage, the first being 0."""
        for number, (body, mark) in enumerate(zip(self._bodies, self._marks, strict=True)):
            body.setVisible(number == stage)
            set_state(mark, "role", "heading" if number <= stage else "muted")

    def tell(self, stage: int, outcome: str) -> None:
        """Say in a line what came of a stage."""
        self._outcomes[stage].setText(outcome)
        self._outcomes[stage].setVisible(bool(outcome))
