"""The one way to write: a change becomes ops in the journal and the fold brings the row up to date, in one transaction."""

import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store import redacting, rowvalues
from partnerdesk.store.changes import changed
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.fold import Changed, Fold, NewOp
from partnerdesk.store.kinds import Kind, kind_named
from partnerdesk.store.merge import Heads, joined, staying
from partnerdesk.store.ops import (
    PRIVATE,
    Context,
    Op,
    Stream,
    Value,
    check_value,
    context_names,
    digest,
    encode,
    record_id,
)
from partnerdesk.store.redaction import EVERYTHING
from partnerdesk.store.scopes import Scopes
from partnerdesk.store.seen import Seen, Share, held_of, is_exact, share_of
from partnerdesk.store.streams import Streams

__all__ = ["LARGEST_OP", "Author", "Draft", "Seen", "Writer", "new_id", "now"]

LARGEST_OP = 2**20
"""A bundle's line holds no more."""

BESIDE_EACH_OTHER = frozenset({"answer"})
"""Kinds of which one form has many records: their ops tell how far the office's journal was held, not only the record."""


@dataclass(frozen=True)
class Author:
    """Who writes: the installation, the office whose journal it writes to by default, and the person."""

    site: str
    office: str
    name: str


@dataclass(frozen=True)
class Draft:
    """A change to write: values by field name, sets as whole lists."""

    kind: str
    values: Mapping[str, Value]
    id: str = ""
    seen: Seen | None = None
    why: str = "edit"
    note: str = ""
    scope: str = ""
    """The office in whose journal to write, by default where the record stands, or what a new one is part of."""
    at: str = ""
    insist: bool = False
    """Write even a value that already stands: a decision covers all heads."""
    redact: tuple[str, ...] = ()
    """What an erasure takes away; the values are then those that `redaction.py` asks for."""
    share: bool = False
    """Write also fields that stay on this device into the office's journal: from then on they travel."""


def new_id() -> str:
    """Return a fresh record id."""
    return record_id(time.time_ns() // 10**6, secrets.randbits(74))


def now() -> str:
    """Return the time for people to read, with this device's offset; it never decides anything."""
    return _told(int(time.time()))


@lru_cache(maxsize=1)
def _told(second: int) -> str:
    # Asking the system for the offset takes longer than all the rest of an op.
    return datetime.fromtimestamp(second).astimezone().isoformat()


class Writer:
    """Writes drafts by one author inside the caller's transaction."""

    def __init__(self, connection: Connection, author: Author) -> None:
        self.connection = connection
        self._author = author
        self.streams = Streams(connection)
        self.fold = Fold(connection, self.streams)
        self._last: dict[Stream, tuple[int, bytes]] = {}
        self._scopes = Scopes(self.fold, author.office)
        self.written: list[Op] = []

    def write(self, drafts: Iterable[Draft]) -> list[Changed]:
        """Write changes; what already stands is left out, and each op claims only what its author had seen.

        Raises PartnerDeskError for a value that cannot be kept; the caller's transaction must then end without effect.
        """
        # Another writer of this transaction may have changed what was read before.
        self.fold.forget_rows()
        changes: list[Changed] = []
        fresh: list[NewOp] = []
        records: set[str] = set()
        for draft in drafts:
            if draft.id in records:
                # What comes next rests on what the same record holds by then.
                changes += self._take_in(fresh)
                fresh, records = [], set()
            fresh += self._ops(draft)
            records |= {draft.id} - {""}
        return changes + self._take_in(fresh)

    def _take_in(self, fresh: list[NewOp]) -> list[Changed]:
        redacting.refuse_revival(self.connection, self.streams, fresh)
        self.written += [new.op for new in fresh]
        return self.fold.take_in(fresh) if fresh else []

    def seen(self, kind: Kind, record: str) -> Seen:
        """Return what somebody sees who opens this record now."""
        row = self.fold.row(kind, record)
        return Seen() if row is None else self.seen_of(kind, row)

    def seen_of(self, kind: Kind, row: Mapping[str, Any]) -> Seen:
        """Return what somebody sees who reads this row of the database."""
        return self.seen_by(kind, row, self.fold.heads(row["heads"]))

    def seen_by(self, kind: Kind, row: Mapping[str, Any], heads: Heads) -> Seen:
        """Return what somebody sees who reads this row, whose heads are told already."""
        self.fold.read_heads([row])
        contexts, beyond = heads.seen(self.fold.lookup, self.streams.upto)
        sets = {
            name: frozenset(rowvalues.from_column(about, row[name]))
            for name, about in kind.fields.items()
            if about.is_set
        }
        streams = {stream for context in contexts.values() for stream in context}
        streams.add((self._author.site, row["scope"]))
        streams |= self._beside(kind, row["scope"]).keys()
        held = {stream: self.streams.upto(stream) for stream in streams}
        return Seen(contexts, sets, held, held_of(contexts.values(), held), beyond)

    def _beside(self, kind: Kind, scope: str) -> Context:
        """Return how far the streams of a scope are held, for kinds that several people fill in beside each other."""
        if kind.name not in BESIDE_EACH_OTHER:
            return {}
        return {stream: upto for stream, (upto, _top) in self.streams.of_scope(scope).items() if upto}

    def _ops(self, draft: Draft) -> list[NewOp]:
        kind = kind_named(draft.kind)
        row = self.fold.row(kind, draft.id) if draft.id else None
        seen = draft.seen or (Seen() if row is None else self.seen_of(kind, row))
        values = {name: check_value(value) for name, value in draft.values.items()}
        changes = self._changes(draft, kind, row, seen, values)
        record = draft.id or new_id()
        scope = draft.scope or self._scopes.of(kind, row, values)
        self._scopes.note(record, scope)
        beside = self._beside(kind, scope) if row is None else _held_beside(kind, scope, seen)
        made: list[NewOp] = []
        apart = kind.stays and not draft.share and not draft.redact
        for place, names in self._places(kind, row, changes, scope) if apart else [(scope, list(changes))]:
            for share in self._shares(record, names, seen, beside, place, is_new=row is None):
                if made:
                    share.add_saved((new.op for new in made), (self._author.site, place))
                made.append(self._op(draft, record, place, {name: changes[name] for name in share.names}, share))
        return made

    def _changes(
        self, draft: Draft, kind: Kind, row: Mapping[str, Any] | None, seen: Seen, values: dict[str, Value]
    ) -> dict[str, Value]:
        """Return what a draft changes; a value that stands is written as well where it makes one of several heads."""
        if draft.redact:
            return values
        changes = changed(kind, row, values, seen, insist=draft.insist)
        if row is not None and (standing := values.keys() - changes.keys()):
            heads = self.fold.heads(row["heads"], standing)
            changes |= {name: values[name] for name, dots in heads.fields.items() if len(dots) > 1}
        return changes

    def _places(
        self, kind: Kind, row: Mapping[str, Any] | None, changes: dict[str, Value], scope: str
    ) -> list[tuple[str, list[str]]]:
        """Return in which journal each change is written: what stays on this device apart, after what everybody receives."""
        heads = Heads() if row is None else self.fold.heads(row["heads"], changes)
        stays = staying(kind.stays.intersection(changes), heads, self.fold.lookup)
        if row is None and len(stays) == len(changes):
            # Others must know that there is a record.
            changes |= kind.defaults
        return [(scope, [name for name in changes if name not in stays]), (PRIVATE, stays)]

    def _op(self, draft: Draft, record: str, scope: str, values: dict[str, Value], share: Share) -> NewOp:
        stream = (self._author.site, scope)
        seq, previous = self._next(stream)
        op = Op(
            site=self._author.site,
            scope=scope,
            seq=seq,
            kind=draft.kind,
            id=record,
            set=values,
            ctx=context_names(share.context, scope),
            own=share.own,
            also=share.also,
            by=self._author.name,
            of="" if self._author.office == scope else self._author.office,
            at=draft.at or now(),
            why=draft.why,
            note=draft.note,
            prev=previous.hex(),
            redact=[EVERYTHING] if draft.redact == (EVERYTHING,) else [name for name in draft.redact if name in values],
        )
        body = encode(op)
        if len(body) > LARGEST_OP:
            raise PartnerDeskError(
                _("This record holds too much text to be saved at once. Nothing was changed. Shorten or split it.")
            )
        self._last[stream] = (seq, digest(body))
        return NewOp(op, body, self._last[stream][1])

    def _next(self, stream: Stream) -> tuple[int, bytes]:
        if stream not in self._last:
            top = self.streams.top(stream)
            found = rows(
                self.connection,
                "SELECT hash FROM op WHERE stream = ? AND seq = ?",
                (self.streams.number(stream), top),
            )
            self._last[stream] = (top, bytes(found[0][0]) if found else b"")
        top, previous = self._last[stream]
        return top + 1, previous

    def _shares(
        self, record: str, names: list[str], seen: Seen, beside: Context, scope: str, *, is_new: bool
    ) -> list[Share]:
        """Share one op among fields whose contexts can be joined without claiming more than was seen."""
        own_stream = (self._author.site, scope)
        beside.pop(own_stream, None)
        unseen = [] if is_new or not names else self._unseen(record, own_stream, seen)
        if names and not unseen and not seen.contexts and not seen.also:
            return [Share(names, beside)]
        shares: list[Share] = []
        for name in names:
            asked = share_of(name, seen, beside, own_stream, unseen)
            for share in shares:
                both = joined([share.context, asked.context])
                alike = (asked.own, asked.also) == (share.own, share.also)
                if alike and (asked.context == share.context or is_exact(both, seen)):
                    share.names.append(name)
                    share.context = both
                    break
            else:
                shares.append(asked)
        return shares

    def _unseen(self, record: str, own_stream: Stream, seen: Seen) -> list[Op]:
        """Return this device's own ops on a record that its author has not seen: another window wrote them."""
        held = seen.held.get(own_stream, 0)
        if self.streams.top(own_stream) <= held:
            return []
        numbers = rows(
            self.connection,
            # A record has few ops, a stream may have many: the sign keeps SQLite from looking through the stream.
            "SELECT seq FROM op WHERE record = ? AND +stream = ? AND seq > ?",
            (record, self.streams.number(own_stream), held),
        )
        return [self.fold.lookup((own_stream, seq)) for (seq,) in numbers if (own_stream, seq) not in seen.also]


def _held_beside(kind: Kind, scope: str, seen: Seen) -> Context:
    """Return how far the streams of a scope were held when a record of such a kind was opened."""
    if kind.name not in BESIDE_EACH_OTHER:
        return {}
    return {stream: upto for stream, upto in seen.held.items() if stream[1] == scope and upto}
