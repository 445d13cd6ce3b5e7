"""What belongs to this computer: the language and the look of the window; both change at once."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from partnerdesk import i18n
from partnerdesk.i18n import _
from ui import theme
from ui.pages.setting.section import Section
from ui.widgets.basics import button
from ui.widgets.flow import FlowLayout


class ChoiceSection(Section):
    """A few chips of which one is on."""

    chosen = Signal(str)

    def __init__(self, title: str, choices: Sequence[tuple[str, str]], now: str) -> None:
        super().__init__(title)
        room = QWidget()
        row = FlowLayout(room)
        group = QButtonGroup(room)
        for code, words in choices:
            made = button(words, variant="chip")
            made.setCheckable(True)
            made.setChecked(code == now)
            made.setAccessibleDescription(title)
            made.clicked.connect(lambda _checked=False, code=code: self.chosen.emit(code))
            group.addButton(made)
            row.addWidget(made)
        self.column.addWidget(room)


def languages() -> ChoiceSection:
    """Return the choice of the language."""
    return ChoiceSection(_("Language"), [(code, i18n.endonym(code)) for code in i18n.LANGUAGES], i18n.language())


def looks(now: str) -> ChoiceSection:
    """Return the choice of the look, one of `theme.MODES`."""
    names = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
    return ChoiceSection(_("Look"), [(mode, names[mode]) for mode in theme.MODES], now)
