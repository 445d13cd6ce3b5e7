"""The use cases that the entrance needs, behind functions that import the heavy core only when they are called."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from partnerdesk import folders
from partnerdesk.i18n import N_, _
from partnerdesk.progress import Report

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.unlocking import Unlocking
    from ui.pages.first_run import FirstRun
    from ui.widgets.basics import Choice

SAMPLE_PASSPHRASE = "sample data"  # noqa: S105  shown to everybody: it protects nothing but invented organisations
_SAMPLE_SIZE = "M"
_SAMPLE_SEED = 2


class Made(msgspec.Struct, frozen=True):
    """A new workspace: the open desk and the recovery key that is shown once (empty for sample data)."""

    desk: "Desk"
    recovery: str


class Doors(Protocol):
    """How the window gets at a workspace; all but the first three run as jobs."""

    def sample_folder(self) -> Path: ...

    def exists(self, folder: Path) -> bool: ...

    def roles(self) -> "list[Choice]": ...

    def warm_up(self, report: Report) -> None: ...

    def wait(self, unlocking: "Unlocking", report: Report) -> "Desk": ...

    def unlock(self, folder: Path, passphrase: str, report: Report) -> "Desk": ...

    def recover(self, folder: Path, recovery: str, passphrase: str, report: Report) -> "Desk": ...

    def readdress(self, folder: Path, passphrase: str, address: str, report: Report) -> "Desk": ...

    def make(self, wish: "FirstRun", report: Report) -> Made: ...


class CoreDoors:
    """The real ones: `partnerdesk.workspace` and `partnerdesk.demo`."""

    def sample_folder(self) -> Path:
        """Return where the workspace with sample data lies."""
        return folders.sample_folder()

    def exists(self, folder: Path) -> bool:
        """Tell whether there is a workspace."""
        return folders.exists(folder)

    def roles(self) -> "list[Choice]":
        """Return the roles that a person may have."""
        from partnerdesk import vocabulary
        from ui.widgets.basics import Choice

        return [Choice(code, name) for code, name in vocabulary.labels("person_role").items()]

    def warm_up(self, report: Report) -> None:
        """Import what the next step needs while the passphrase is typed."""
        from partnerdesk import vocabulary, workspace

        del workspace
        vocabulary.lists()
        report(1, 1)

    def wait(self, unlocking: "Unlocking", report: Report) -> "Desk":
        """Wait for the workspace that is being opened; raises PartnerDeskError."""
        report(0, 0)
        return unlocking.desk(report)

    def unlock(self, folder: Path, passphrase: str, report: Report) -> "Desk":
        """Open a workspace; raises PartnerDeskError."""
        from partnerdesk import workspace

        report(0, 0)
        return workspace.open_workspace(folder, passphrase, report)

    def recover(self, folder: Path, recovery: str, passphrase: str, report: Report) -> "Desk":
        """Open a workspace with its recovery key and set a new passphrase; raises PartnerDeskError."""
        from partnerdesk import workspace

        report(0, 0)
        return workspace.open_with_recovery(folder, recovery, passphrase, report)

    def readdress(self, folder: Path, passphrase: str, address: str, report: Report) -> "Desk":
        """Keep a new address of the shared database and open the workspace; raises PartnerDeskError."""
        from partnerdesk import hubs, workspace

        report(0, 0)
        hubs.move(folder, passphrase, address)
        return workspace.open_workspace(folder, passphrase, report)

    def make(self, wish: "FirstRun", report: Report) -> Made:
        """Make the workspace that somebody wished for; raises PartnerDeskError."""
        report(0, 0)
        from partnerdesk import workspace
        from partnerdesk.desk import Identity

        if wish.sample:
            return self._make_sample(wish, report)
        identity = Identity(wish.office, wish.office_name, wish.person, wish.role, wish.language)
        made = workspace.create(wish.folder, wish.passphrase, identity, hub=wish.hub)
        return Made(made.desk, made.recovery)

    def _make_sample(self, wish: "FirstRun", report: Report) -> Made:
        from partnerdesk import demo, workspace
        from partnerdesk.desk import Identity

        if self.exists(wish.folder):
            return Made(workspace.open_workspace(wish.folder, SAMPLE_PASSPHRASE), "")
        office, name = _SAMPLE_OFFICES[wish.language]
        # Translators: who works in the sample data, where no real person is named.
        identity = Identity(office, _(name), _("Sample person"), "focal_point", wish.language)
        made = demo.make(wish.folder, SAMPLE_PASSPHRASE, identity, _SAMPLE_SIZE, _SAMPLE_SEED, report=report)
        return Made(made.desk, "")


_SAMPLE_OFFICES = {
    "fr": ("LBN-TYR", N_("Tyre office")),
    "en": ("KEN-NBO", N_("Nairobi office")),
    "es": ("COL-BOG", N_("Bogotá office")),
    "ar": ("JOR-AMM", N_("Amman office")),
}
