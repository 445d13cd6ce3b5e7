"""The answer to "what was agreed": the follow-up actions, each a record of its own."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from partnerdesk.i18n import _
from partnerdesk.showing import joined
from ui.pages.assessing.inputs import AnswerInput
from ui.widgets.basics import button, clear, in_row, label


class AgreedInput(AnswerInput):
    """Lists what was agreed; a new action is asked for by signal, since it is a record with an owner and a day."""

    agree_asked = Signal()

    def __init__(self, question: str, titles: Callable[[list[str]], dict[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(question)
        self._titles = titles
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._more = button(_("Agree an action"), "plus")
        self._more.clicked.connect(self.agree_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._list)
        column.addLayout(in_row(self._more, None))
        self.setFocusProxy(self._more)

    def set_value(self, value: object) -> None:
        given = list(value) if isinstance(value, list | tuple) else []
        titles = self._titles([one for one in given if isinstance(one, str)])
        clear(self._list)
        for one in given:
            # Translators: one entry of a list.
            self._list.addWidget(label(_("• {entry}").format(entry=_entry(one, titles))))
        if not given:
            self._list.addWidget(label(_("Nothing agreed yet."), "muted"))

    def set_read_only(self, read_only: bool) -> None:
        self._more.setVisible(not read_only)


def _entry(one: object, titles: Mapping[str, str]) -> str:
    if isinstance(one, Mapping):
        return joined(str(part) for part in one.values() if part)
    return titles.get(str(one)) or _("An action that was not received yet")
