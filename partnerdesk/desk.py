"""An open workspace: who works here, how records are read, and the one way by which use cases write."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store import identity as identities
from partnerdesk.store import rowvalues
from partnerdesk.store.engine import FILE_NAME, Connection, Engine, reading, rows, writing
from partnerdesk.store.identity import keep_setting, setting
from partnerdesk.store.kinds import kind_named, kinds
from partnerdesk.store.ops import Value
from partnerdesk.store.witness import Witness, bundles_of
from partnerdesk.views import View, view, view_of

if TYPE_CHECKING:
    from partnerdesk.keys import DeviceKeys, KeyCard
    from partnerdesk.store.fold import Changed
    from partnerdesk.store.writer import Author, Draft, Seen, Writer

INBOX = "inbox"
BACKUPS = "backups"
OPENED = "opened"
"""Where copies of attachments lie while other programs show them."""


class Identity(msgspec.Struct, frozen=True):
    """Who works at this desk."""

    office: str
    office_name: str
    person: str
    role: str = "field_officer"
    language: str = "fr"


class Saved(msgspec.Struct, frozen=True):
    """What a write did, and what its author has seen from now on."""

    id: str
    changes: "tuple[Changed, ...]"
    seen: "Seen"


class Desk:
    """One open workspace. It is shared by the threads of a program; each call is a transaction of its own."""

    def __init__(self, folder: Path, engine: Engine, identity: Identity, site: str) -> None:
        self.folder = folder
        self.engine = engine
        self.identity = identity
        self.site = site
        self._witness = Witness(self.database)
        self._witnessed: dict[str, int] = {}
        self._owes_witness = False
        self._at_close: list[Callable[[], None]] = []

    @property
    def database(self) -> Path:
        return self.folder / FILE_NAME

    @property
    def hub(self) -> str:
        """Where the shared database is that keeps the records, for people to read; nothing where they lie in the folder."""
        return self.engine.shared

    @property
    def office(self) -> str:
        """The scope in which this desk records."""
        return self.identity.office

    @property
    def author(self) -> "Author":
        from partnerdesk.store.writer import Author

        return Author(self.site, self.identity.office, self.identity.person)

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection whose queries see one state."""
        return reading(self.engine)

    @contextmanager
    def writing(self, *, patient: bool = False) -> Iterator[Connection]:
        """Give a connection for one all-or-nothing change; the patient wait for a large merge of somebody else.

        Raises PartnerDeskError when another program keeps writing, the disk is full, or the database is damaged.
        """
        site = self.site
        with writing(self.engine, patient=patient) as connection:
            if self.hub and identities.written(connection, site) < self._witnessed.get(site, 0):
                raise PartnerDeskError(
                    _(
                        "The shared database was put back to an older state. Nothing was changed. "
                        "Close PartnerDesk and open it again."
                    )
                )
            yield connection
            # Somebody else may put a shared database back at any moment.
            is_due = bool(self.hub) or self._witness.is_due()
            count = identities.written(connection, site) if is_due else 0
        self._owes_witness = not is_due
        self._bear_witness(site, count)

    def _bear_witness(self, site: str, count: int) -> None:
        if count > self._witnessed.get(site, 0):
            self._witness.bear(site, count)
            self._witnessed[site] = count

    def writer(self, connection: Connection) -> "Writer":
        """Return what reads and writes records for this desk's author inside a transaction."""
        # Loaded with the first record that is opened or saved: a list needs none of it.
        from partnerdesk.store.writer import Writer

        return Writer(connection, self.author)

    def site_after(self, connection: Connection, receipt: str) -> str:
        """Return the site to write under once a bundle is merged.

        It is a new one when the bundle brought ops of ours: this database is then an older state of itself, and numbers
        that it would give out next may have been used.
        """
        sql = "SELECT 1 FROM op o JOIN stream s ON s.id = o.stream WHERE o.receipt = ? AND s.site = ? LIMIT 1"
        if not rows(connection, sql, (receipt, self.site)):
            return self.site
        return identities.take_new_site(connection, self.database)

    def next_bundle(self) -> int:
        """Return the number of the bundle about to be written.

        Those of one site count up, so that its readers know which of two was written last; no clock tells them.
        """
        with self.writing() as connection:
            number = identities.bundles(connection, self.site) + 1
            keep_setting(connection, "bundles", {self.site: number})
        self._witness.bear(bundles_of(self.site), number)
        return number

    def at_close(self, end: Callable[[], None]) -> None:
        """Have something ended when the workspace is closed."""
        self._at_close.append(end)

    def close(self) -> None:
        while self._at_close:
            self._at_close.pop()()
        if self._owes_witness:
            with suppress(PartnerDeskError), self.reading() as connection:
                self._bear_witness(self.site, identities.written(connection, self.site))
        self._witness.close()
        self.engine.dispose()

    # Records

    def find(self, kind: str, record: str) -> View | None:
        """Return a record, deleted or not; None when it has not been received."""
        with self.reading() as connection:
            return view(self.writer(connection), kind_named(kind), record)

    def view(self, kind: str, record: str) -> View:
        """Return a record; PartnerDeskError when it is not here."""
        if (found := self.find(kind, record)) is None:
            raise PartnerDeskError(
                _("This record is not here: it may not have been received yet. Nothing was changed.")
            )
        return found

    def kind_of(self, record: str) -> str:
        """Return the kind of a record, by its id alone."""
        with self.reading() as connection:
            found = rows(connection, "SELECT kind FROM op WHERE record = ? LIMIT 1", (record,))
        if not found or found[0][0] not in kinds():
            raise PartnerDeskError(
                _("There is no record {id} here. Nothing was changed. List the records to see their ids.").format(
                    id=record
                )
            )
        return str(found[0][0])

    def children(self, kind: str, **where: Value) -> list[View]:
        """Return the records of a kind that refer to another one, such as the answers of an assessment, oldest first."""
        described = kind_named(kind)
        columns = ("id", *(name for name in rowvalues.columns(described) if name != "id"))
        test = " AND ".join(f'"{name}" = ?' for name in where)
        sql = f"SELECT {rowvalues.names(columns)} FROM {kind} WHERE {test} AND NOT deleted ORDER BY n"
        with self.reading() as connection:
            writer = self.writer(connection)
            found = [dict(zip(columns, row, strict=True)) for row in rows(connection, sql, tuple(where.values()))]
            writer.fold.read_heads(found)
            return [view_of(writer, described, row) for row in found]

    def titles(self, kind: str, records: Iterable[str]) -> dict[str, str]:
        """Return the titles of records by id."""
        described = kind_named(kind)
        wanted = sorted(set(records))
        marks = ",".join("?" * len(wanted))
        columns = ", ".join(f'"{name}"' for name in described.title)
        with self.reading() as connection:
            found = rows(connection, f"SELECT id, {columns} FROM {kind} WHERE id IN ({marks})", wanted)
        return {record: next((str(text) for text in texts if text), "") for record, *texts in found}

    def create(self, kind: str, values: Mapping[str, Value], *, record: str = "", why: str = "edit") -> str:
        """Record something new in this office's journal and return its id; PartnerDeskError for what cannot be kept."""
        from partnerdesk.store.writer import Draft, new_id

        described = kind_named(kind)
        draft = Draft(kind, {**described.defaults, **values}, id=record or new_id(), why=why)
        self.write([draft])
        return draft.id

    def change(
        self,
        kind: str,
        record: str,
        values: Mapping[str, Value],
        seen: "Seen | None" = None,
        *,
        why: str = "edit",
        note: str = "",
    ) -> Saved:
        """Save fields of a record as somebody who saw `seen`, or what stands now when that is not given.

        Lists that were read before need the `seen` of that reading: what others added since would otherwise be taken away. Raises
        PartnerDeskError for what cannot be kept.
        """
        from partnerdesk.store.writer import Draft

        described = kind_named(kind)
        with self.writing() as connection:
            writer = self.writer(connection)
            seen = seen or writer.seen(described, record)
            changes = writer.write([Draft(kind, values, id=record, seen=seen, why=why, note=note)])
            return Saved(record, tuple(changes), seen.after(values, writer.written))

    def delete(self, kind: str, record: str, seen: "Seen | None" = None, *, note: str = "") -> Saved:
        """Take a record away everywhere; whoever edited it meanwhile is asked."""
        return self.change(kind, record, {"deleted": True}, seen, why="delete", note=note)

    def write(self, drafts: "Iterable[Draft]") -> "list[Changed]":
        """Write several changes in one transaction; PartnerDeskError, and none of them, when one cannot be kept."""
        with self.writing() as connection:
            return self.writer(connection).write(drafts)

    # What only this device knows

    def setting(self, key: str, default: Any = None) -> Any:
        with reading(self.engine.device) as connection:
            return setting(connection, key, default)

    def keep(self, key: str, value: Any) -> None:
        with writing(self.engine.device) as connection:
            keep_setting(connection, key, value)

    def keys(self) -> "DeviceKeys":
        """Return this device's keys."""
        # Loaded with the first bundle or key card.
        from partnerdesk.keys import DeviceKeys

        return DeviceKeys.from_dict(self.setting("keys"))

    def card(self) -> "KeyCard":
        """Return what others need to send bundles here and to know ours."""
        who = self.identity
        return self.keys().card(
            site=self.site, office=who.office, office_name=who.office_name, person=who.person, role=who.role
        )
