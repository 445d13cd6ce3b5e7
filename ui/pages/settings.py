"""The page for what belongs to this computer: language and look."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from partnerdesk import i18n
from partnerdesk.i18n import _
from ui import theme
from ui.page import Page
from ui.preferences import Preferences
from ui.widgets.basics import PageHeader, button, card, in_row, label, scrolled


class SettingsPage(Page):
    """Language and look of the window; both change at once and are kept on this computer."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(26, 22, 26, 22)
        column.setSpacing(16)
        column.addWidget(PageHeader(_("Settings")))
        column.addWidget(self._languages())
        column.addWidget(self._looks())
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def _languages(self) -> QWidget:
        choices = [(code, i18n.endonym(code)) for code in i18n.LANGUAGES]
        return self._choice(_("Language"), choices, i18n.language(), self.language_chosen.emit)

    def _looks(self) -> QWidget:
        names = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
        choices = [(mode, names[mode]) for mode in theme.MODES]
        return self._choice(_("Look"), choices, self._preferences.theme, self.theme_chosen.emit)

    def _choice(self, title: str, choices: Sequence[tuple[str, str]], now: str, tell: Callable[[str], None]) -> QWidget:
        frame, column = card()
        column.addWidget(label(title, "heading"))
        group = QButtonGroup(frame)
        buttons = []
        for code, words in choices:
            made = button(words, variant="chip")
            made.setCheckable(True)
            made.setChecked(code == now)
            made.setAccessibleDescription(title)
            made.clicked.connect(lambda _checked=False, code=code: tell(code))
            group.addButton(made)
            buttons.append(made)
        column.addLayout(in_row(*buttons, None, spacing=8))
        return frame
