"""The places of the navigation for an open workspace; each page is imported and made at its first visit."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from partnerdesk.i18n import N_
from ui.jobs import Jobs
from ui.page import Page, Place
from ui.preferences import Preferences

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_PAGES = frozenset(
    {
        "home",
        "partners",
        "assessments",
        "consultations",
        "actions",
        "exchange",
        "conflicts",
        "instruments",
        "protection",
        "settings",
    }
)
"""The places whose page is the module of the same name."""


def load_ahead(key: str) -> None:
    """Import what the page of a place needs, while the workspace is still being opened."""
    if key in _PAGES:
        import_module(f"ui.pages.{key}")


class Places:
    """Makes the pages of one open workspace."""

    def __init__(
        self,
        desk: "Desk",
        jobs: Jobs,
        preferences: Preferences,
        use_language: Callable[[str], None],
        use_theme: Callable[[str], None],
        show_desk: Callable[["Desk"], None],
    ) -> None:
        self._desk, self._jobs, self._preferences = desk, jobs, preferences
        self._use_language, self._use_theme, self._show_desk = use_language, use_theme, show_desk

    def all(self) -> list[Place]:
        """Return every place in the order of the navigation."""
        return [
            Place("home", N_("Home"), "house", self._home),
            Place(
                "partners",
                N_("Partners"),
                "handshake",
                self._partners,
                N_(
                    "Type part of a name to find a partner; accents and spelling variants do not matter. "
                    "Everything is saved while you type."
                ),
            ),
            Place(
                "assessments",
                N_("Assessments"),
                "clipboard-check",
                self._assessments,
                N_(
                    "In the questions: digits rate, N not applicable, ? cannot say, Enter or Tab the next question, "
                    "Page up and Page down back and on, C comment, E evidence. Every answer is saved as it is given."
                ),
            ),
            Place(
                "consultations",
                N_("Consultations"),
                "messages-square",
                self._consultations,
                N_(
                    "While notes are taken: type, Alt and a digit chooses the kind, Ctrl+Enter adds the note; half a sentence "
                    "is saved too. In the list of notes: arrows move, Enter opens, Escape closes."
                ),
            ),
            Place(
                "actions",
                N_("Actions"),
                "list-checks",
                self._actions,
                N_("The next due date stands first. Enter opens an action beside the list, Escape closes it."),
            ),
            Place(
                "exchange",
                N_("Exchange"),
                "arrow-left-right",
                self._exchange,
                N_(
                    "Drop bundles or a whole folder here, or on the first page. What they change is shown before anything is "
                    "merged, and each can be undone."
                ),
            ),
            Place(
                "conflicts",
                N_("Decisions"),
                "git-merge",
                self._conflicts,
                N_(
                    "Both values are kept until somebody decides; nothing waits for it. Digits choose a value, Enter "
                    "decides, Ctrl+Z takes the last decision back; several that are chosen are decided at once. Equal "
                    "values agree by themselves, and lists such as themes are put together element by element. Who "
                    "decided, and the value that lost, stay in the history."
                ),
            ),
            Place(
                "instruments",
                N_("Instruments"),
                "file-text",
                self._instruments,
                N_("Print any instrument to fill in by hand, or drop a file of your own here to have it checked."),
            ),
            Place(
                "protection",
                N_("Data protection"),
                "shield-check",
                self._protection,
                N_("What is erased for good goes from every device that learns of it. Nothing is erased on its own."),
                at_end=True,
            ),
            Place(
                "settings",
                N_("Settings"),
                "settings",
                self._settings,
                N_("Language and look belong to this computer and change at once."),
                at_end=True,
            ),
        ]

    def _home(self) -> Page:
        from ui.pages.home import HomePage

        return HomePage(self._desk, self._jobs)

    def _partners(self) -> Page:
        from ui.pages.partners import PartnersPage

        return PartnersPage(self._desk, self._jobs)

    def _assessments(self) -> Page:
        from ui.pages.assessments import AssessmentsPage

        return AssessmentsPage(self._desk, self._jobs)

    def _instruments(self) -> Page:
        from ui.pages.instruments import InstrumentsPage

        return InstrumentsPage(self._desk, self._jobs)

    def _consultations(self) -> Page:
        from ui.pages.consultations import ConsultationsPage

        return ConsultationsPage(self._desk, self._jobs)

    def _actions(self) -> Page:
        from ui.pages.actions import ActionsPage

        return ActionsPage(self._desk, self._jobs)

    def _exchange(self) -> Page:
        from ui.pages.exchange import ExchangePage

        return ExchangePage(self._desk, self._jobs)

    def _conflicts(self) -> Page:
        from ui.pages.conflicts import ConflictsPage

        return ConflictsPage(self._desk)

    def _protection(self) -> Page:
        from ui.pages.protection import ProtectionPage

        return ProtectionPage(self._desk, self._jobs)

    def _settings(self) -> Page:
        from ui.pages.settings import SettingsPage

        page = SettingsPage(self._desk, self._jobs, self._preferences)
        page.restored.connect(self._show_desk)
        page.language_chosen.connect(self._use_language)
        page.theme_chosen.connect(self._use_theme)
        return page
