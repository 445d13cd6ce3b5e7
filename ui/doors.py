"""The use cases that the entrance needs, behind functions that import the heavy core only when they are called."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from partnerdesk.progress import Report
from ui.pages.first_run import FirstRun
from ui.widgets.basics import Choice

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_KEYSLOT = "keyslot.json"


@dataclass(frozen=True)
class Made:
    """A new workspace: the open desk and the recovery key that is shown once (empty for sample data)."""

    desk: "Desk"
    recovery: str


class Doors(Protocol):
    """How the window gets at a workspace; every function but the first three runs as a job."""

    def default_folder(self) -> Path: ...

    def exists(self, folder: Path) -> bool: ...

    def roles(self) -> list[Choice]: ...

    def warm_up(self, report: Report) -> None: ...

    def unlock(self, folder: Path, passphrase: str, report: Report) -> "Desk": ...

    def recover(self, folder: Path, recovery: str, passphrase: str, report: Report) -> "Desk": ...

    def make(self, wish: FirstRun, report: Report) -> Made: ...


class CoreDoors:
    """The real ones: `partnerdesk.workspace`."""

    def default_folder(self) -> Path:
        """Return where this platform expects a person's data."""
        import platformdirs

        return Path(platformdirs.user_data_dir("PartnerDesk", appauthor=False)) / "workspace"

    def exists(self, folder: Path) -> bool:
        """Tell whether there is a workspace; without importing the store, because the first paint waits for it."""
        return (folder / _KEYSLOT).is_file()

    def roles(self) -> list[Choice]:
        """Return the roles that a person may have."""
        from partnerdesk import vocabulary

        return [Choice(code, name) for code, name in vocabulary.labels("person_role").items()]

    def warm_up(self, report: Report) -> None:
        """Import what the next step needs while the passphrase is typed."""
        from partnerdesk import workspace

        del workspace
        report(1, 1)

    def unlock(self, folder: Path, passphrase: str, report: Report) -> "Desk":
        """Open a workspace; raises PartnerDeskError."""
        from partnerdesk import workspace

        report(0, 0)
        return workspace.open_workspace(folder, passphrase)

    def recover(self, folder: Path, recovery: str, passphrase: str, report: Report) -> "Desk":
        """Open a workspace with its recovery key and set a new passphrase; raises PartnerDeskError."""
        from partnerdesk import workspace

        report(0, 0)
        return workspace.open_with_recovery(folder, recovery, passphrase)

    def make(self, wish: FirstRun, report: Report) -> Made:
        """Make the workspace that somebody wished for; raises PartnerDeskError."""
        report(0, 0)
        from partnerdesk import workspace
        from partnerdesk.desk import Identity

        identity = Identity(wish.office, wish.office_name, wish.person, wish.role, wish.language)
        made = workspace.create(wish.folder, wish.passphrase, identity)
        return Made(made.desk, made.recovery)
