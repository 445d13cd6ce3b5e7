"""The pieces of work that `kills` interrupts: how each begins, what it does, and what must hold however it ended."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from partnerdesk import backup, conflicts, workspace
from partnerdesk.desk import Desk, Identity
from partnerdesk.doctor import examine
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store.engine import rows, writing
from partnerdesk.store.identity import binding, keep_setting, setting
from partnerdesk.store.keyslot import LIGHT, open_with_passphrase
from partnerdesk.store.sqlcipher import open_engine
from tests.core.devices import OFFICER, PASSPHRASE, shown
from tests.core.released.released import releases

SAVES = 25


class Lost(Exception):  # noqa: N818  reads as what it is
    """Something that was acknowledged is not there."""


class HalfDone(Exception):  # noqa: N818  reads as what it is
    """What was found is neither the old state nor the new one."""


@dataclass(frozen=True)
class Work:
    """What a process calls when it is about to begin, and when something is safely done."""

    ready: Callable[[], None]
    done: Callable[[], object]


class Scenario:
    """One piece of work."""

    name: ClassVar[str]

    def prepare(self, folder: Path) -> None:
        """Make what the work begins with; it is copied for each run."""
        make(folder / "office", OFFICER).close()

    def settle(self, folder: Path) -> None:
        """Let the copied workspaces keep their site, so that the work does not begin with taking a new one."""
        for name in ("office", "region"):
            if workspace.exists(folder / name):
                opened(folder / name).close()

    def work(self, folder: Path, work: Work) -> None:
        """Do it."""
        raise NotImplementedError

    def check(self, folder: Path, acknowledged: int) -> None:
        """Raise Lost or HalfDone unless all is well after so many acknowledgements."""
        raise NotImplementedError


def make(folder: Path, identity: Identity) -> Desk:
    """Make a workspace whose keyslot opens quickly."""
    return workspace.create(folder, PASSPHRASE, identity, LIGHT).desk


def opened(folder: Path) -> Desk:
    """Open a workspace; raises HalfDone when it does not open."""
    try:
        return workspace.open_workspace(folder, PASSPHRASE)
    except PartnerDeskError as error:
        raise HalfDone(str(error)) from error


def sound(folder: Path) -> dict[str, str]:
    """Return what a workspace shows; raises HalfDone when the check-up finds a problem or left-overs."""
    desk = opened(folder)
    try:
        problems = examine(desk, rebuild=True).problems
        left_over = [str(path) for path in folder.rglob("*") if path.name.startswith(".") or "migrating" in path.name]
        if problems or left_over:
            raise HalfDone(" ".join([*problems, *left_over]))
        return shown(desk)
    finally:
        desk.close()


def one_of(found: object, old: object, new: object, acknowledged: int) -> None:
    """Raise unless the state is the new one, or the old one where nothing was acknowledged."""
    if found == new:
        return
    if acknowledged and found == old:
        raise Lost("the old state stands, though the new one was acknowledged")
    if found != old:
        raise HalfDone("neither the old nor the new state")


class Save(Scenario):
    """Many saves, one after the other, as autosave does."""

    name = "save"

    def work(self, folder: Path, work: Work) -> None:
        """Acknowledge each save."""
        desk = opened(folder / "office")
        work.ready()
        for number in range(SAVES):
            partner = desk.create("partner", {"legal_name": f"Partner {number}"})
            work.done()
            desk.change("partner", partner, {"acronym": str(number), "place": "Tyr"})
            work.done()

    def check(self, folder: Path, acknowledged: int) -> None:
        """Count the saves that are there: all that were acknowledged, and at most one more."""
        sound(folder / "office")
        desk = opened(folder / "office")
        with desk.reading() as connection:
            there = rows(connection, "SELECT count(*), count(acronym), count(place) FROM partner")[0]
        desk.close()
        saves = there[0] + there[1]
        if saves < acknowledged:
            raise Lost(f"{acknowledged} saves were acknowledged and {saves} are there")
        if saves > acknowledged + 1 or there[1] != there[2]:
            raise HalfDone(f"{acknowledged} saves were acknowledged and {saves} are there")


class BackUp(Scenario):
    """Writing a backup."""

    name = "backup"

    def work(self, folder: Path, work: Work) -> None:
        """Acknowledge the backup."""
        desk = opened(folder / "office")
        desk.create("partner", {"legal_name": "Cèdre"})
        work.ready()
        backup.back_up(desk, folder / "office.pdbackup")
        work.done()

    def check(self, folder: Path, acknowledged: int) -> None:
        """Hold that there is none or a whole one, and that the workspace is as it was."""
        there = sound(folder / "office")
        file = folder / "office.pdbackup"
        restored = None
        if file.exists():
            try:
                backup.restore(file, folder / "restored", PASSPHRASE).close()
            except PartnerDeskError as error:
                raise HalfDone(str(error)) from error
            restored = sound(folder / "restored")
        one_of(restored, None, there, acknowledged)


class Restore(BackUp):
    """Restoring a backup."""

    name = "restore"

    def prepare(self, folder: Path) -> None:
        """Make a backup."""
        super().prepare(folder)
        desk = opened(folder / "office")
        desk.create("partner", {"legal_name": "Cèdre"})
        backup.back_up(desk, folder / "office.pdbackup")
        desk.close()

    def work(self, folder: Path, work: Work) -> None:
        """Acknowledge the restored workspace."""
        work.ready()
        backup.restore(folder / "office.pdbackup", folder / "restored", PASSPHRASE)
        work.done()

    def check(self, folder: Path, acknowledged: int) -> None:
        """Hold that there is none or a whole one, and that it can be restored now."""
        restored = sound(folder / "restored") if workspace.exists(folder / "restored") else None
        there = sound(folder / "office")
        one_of(restored, None, there, acknowledged)
        if restored is None:
            backup.restore(folder / "office.pdbackup", folder / "restored", PASSPHRASE).close()
            one_of(sound(folder / "restored"), None, there, 1)


class Create(Scenario):
    """Making a workspace."""

    name = "create"

    def prepare(self, folder: Path) -> None:
        """Begin with nothing."""

    def work(self, folder: Path, work: Work) -> None:
        """Acknowledge the workspace."""
        work.ready()
        make(folder / "office", OFFICER)
        work.done()

    def check(self, folder: Path, acknowledged: int) -> None:
        """Hold that there is none, and one can be made, or a whole one."""
        if not workspace.exists(folder / "office"):
            if acknowledged:
                raise Lost("the workspace is not there")
            make(folder / "office", OFFICER).close()
        if list(sound(folder / "office")) != [OFFICER.office]:
            raise HalfDone("the office is not recorded")


class Migrate(Scenario):
    """Opening a workspace that the first released version wrote."""

    name = "migrate"
    release = releases()[0]

    def __init__(self) -> None:
        self._partners = 0

    def prepare(self, folder: Path) -> None:
        """Copy it, let the passphrase of the others open it, and see what it is after the migration.

        That loads what a migration needs, so that the processes to kill spend no time on it.
        """
        office = Path(shutil.copytree(self.release.folder / "workspace", folder / "office"))
        workspace.change_passphrase(office, self.release.expected["workspace"]["passphrase"], PASSPHRASE)
        migrated = Path(shutil.copytree(office, folder / "migrated"))
        self.settle(folder, migrated.name)
        self._partners, _open_fields, _sites = self._found(migrated)

    def settle(self, folder: Path, name: str = "office") -> None:
        """Bind the copy to its place, as if it had always been there."""
        path = folder / name / "partnerdesk.db"
        engine = open_engine(path, open_with_passphrase(path.with_name("keyslot.json"), PASSPHRASE))
        with writing(engine) as connection:
            keep_setting(connection, "site", {**setting(connection, "site"), "binding": binding(path)})
        engine.dispose()

    def work(self, folder: Path, work: Work) -> None:
        """Acknowledge a save after the migration."""
        work.ready()
        desk = opened(folder / "office")
        desk.create("partner", {"legal_name": "After the update"})
        work.done()

    def check(self, folder: Path, acknowledged: int) -> None:
        """Hold that nothing is missing, before or after the migration."""
        sound(folder / "office")
        partners, open_fields, sites = self._found(folder / "office")
        if partners < self._partners + acknowledged or not open_fields:
            raise Lost(f"{partners} partners and {open_fields} conflicts are left")
        if partners > self._partners + 1 or open_fields > 1 or sites:
            raise HalfDone("there is more than was written")

    def _found(self, folder: Path) -> tuple[int, int, int]:
        """Return how many partners, open conflicts and former sites there are."""
        desk = opened(folder)
        with desk.reading() as connection:
            partners = rows(connection, "SELECT count(*) FROM partner")[0][0]
            sites = rows(connection, "SELECT count(*) FROM setting WHERE key = 'former_sites'")[0][0]
        found = (partners, conflicts.count(desk), sites)
        desk.close()
        return found
