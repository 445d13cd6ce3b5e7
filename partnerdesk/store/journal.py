"""The tables behind the records: streams and ops, open conflicts, bundles received, people trusted, this device.

Manifests, summaries, cards, settings and notices are JSON text (`jsontext.py`).
"""

from sqlalchemy import Boolean, Index, Integer, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_CAME = text("receipt IS NOT NULL")


class Base(DeclarativeBase):
    """All tables of the store."""


class StreamRow(Base):
    """One installation's ops in one office's journal; `upto` has no gap below it, `top` is the highest held."""

    __tablename__ = "stream"

    id: Mapped[int] = mapped_column(primary_key=True)
    site: Mapped[str] = mapped_column(String)
    scope: Mapped[str] = mapped_column(String)
    upto: Mapped[int] = mapped_column(Integer, default=0)
    top: Mapped[int] = mapped_column(Integer, default=0)
    __table_args__ = (UniqueConstraint("site", "scope", name="stream_site_scope"),)


class JournalRow(Base):
    """One op, bit for bit as its author wrote it; `receipt` names the bundle that brought it."""

    __tablename__ = "op"

    stream: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    record: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    receipt: Mapped[str | None] = mapped_column(String)
    __table_args__ = (
        Index("op_record", "record"),
        Index("op_receipt", "receipt", sqlite_where=_CAME, postgresql_where=_CAME),
    )


class RedactionRow(Base):
    """An op of the journal that erases a record or fields of it; found anew by a rebuild."""

    __tablename__ = "redaction"

    stream: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    record: Mapped[str] = mapped_column(String(32), index=True)
    kind: Mapped[str] = mapped_column(String)


class ConflictRow(Base):
    """A field on which a decision is open. Two kinds may hold records of one id: a stranger's op must not stop a merge."""

    __tablename__ = "conflict"

    record: Mapped[str] = mapped_column(String(32), primary_key=True)
    field: Mapped[str] = mapped_column(String, primary_key=True)
    kind: Mapped[str] = mapped_column(String, primary_key=True)
    scope: Mapped[str] = mapped_column(String)


class ReceiptRow(Base):
    """A bundle that arrived and what became of it: staged, aside, applied or undone."""

    __tablename__ = "receipt"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    file: Mapped[str] = mapped_column(String)
    sha256: Mapped[str] = mapped_column(String, index=True)
    site: Mapped[str] = mapped_column(String)
    office: Mapped[str] = mapped_column(String)
    person: Mapped[str] = mapped_column(String)
    state: Mapped[str] = mapped_column(String)
    at: Mapped[str] = mapped_column(String)
    by: Mapped[str] = mapped_column(String)
    manifest: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)


class StagedRow(Base):
    """Ops that wait outside the journal, packed (`packing.py`): staged for a preview, kept aside, or put back by an undo.

    `line` is the place of the first among the lines of the bundle.
    """

    __tablename__ = "staged"

    receipt: Mapped[str] = mapped_column(String(32), primary_key=True)
    line: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class ForkRow(Base):
    """An op that claims the place of another one: same site and number, other content. It is shown, never applied.

    `settled` says what a person did about it: who, when, and whether its values were taken over.
    """

    __tablename__ = "fork"

    hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    site: Mapped[str] = mapped_column(String)
    scope: Mapped[str] = mapped_column(String)
    seq: Mapped[int] = mapped_column(Integer)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    receipt: Mapped[str | None] = mapped_column(String)
    at: Mapped[str | None] = mapped_column(String)
    settled: Mapped[str | None] = mapped_column(Text)


class PeerRow(Base):
    """A device whose key card we hold, and whether a person trusts it; `through` names the device that vouched for it."""

    __tablename__ = "peer"

    verify: Mapped[str] = mapped_column(String, primary_key=True)
    site: Mapped[str] = mapped_column(String)
    office: Mapped[str] = mapped_column(String, index=True)
    card: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String)
    at: Mapped[str] = mapped_column(String)
    by: Mapped[str] = mapped_column(String)
    reason: Mapped[str | None] = mapped_column(Text)
    through: Mapped[str | None] = mapped_column(Text)


class PeerSiteRow(Base):
    """A site under which a device spoke before its present one; `live` when it spoke again since: two copies of it are in use."""

    __tablename__ = "peer_site"

    verify: Mapped[str] = mapped_column(String, primary_key=True)
    site: Mapped[str] = mapped_column(String, primary_key=True)
    live: Mapped[bool] = mapped_column(Boolean)


class AcknowledgedRow(Base):
    """How far a peer, named by its site, has told us that it holds a stream; an export sends what lies above."""

    __tablename__ = "acknowledged"

    peer: Mapped[str] = mapped_column(String, primary_key=True)
    site: Mapped[str] = mapped_column(String, primary_key=True)
    scope: Mapped[str] = mapped_column(String, primary_key=True)
    upto: Mapped[int] = mapped_column(Integer)


class HeardRow(Base):
    """Which bundle of a peer last said what it holds of a scope, by the peer's own count."""

    __tablename__ = "heard"

    peer: Mapped[str] = mapped_column(String, primary_key=True)
    scope: Mapped[str] = mapped_column(String, primary_key=True)
    number: Mapped[int] = mapped_column(Integer)


class MoveOpRow(Base):
    """An op that tells where a record moved: a bundle that holds one asks a reader who understands that."""

    __tablename__ = "move_op"

    stream: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


class SettingRow(Base):
    """What only this device knows: its site id, keys, language, office and person."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class GuardRow(Base):
    """One row: 1 while the fold writes. Triggers on every record table refuse to change rows while it is 0."""

    __tablename__ = "guard"

    id: Mapped[int] = mapped_column(primary_key=True)
    writing: Mapped[int] = mapped_column(Integer, default=0)


class NoticeRow(Base):
    """What the program must tell a person at the next chance, such as a decision that came with a bundle."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt: Mapped[str] = mapped_column(String(32), index=True)
    record: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String)
    about: Mapped[str] = mapped_column(Text)
    read: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str | None] = mapped_column(Text)


class SameAsRow(Base):
    """A partner that was joined with others, and the one of them under which it is shown; made from the verdicts."""

    __tablename__ = "same_as"

    partner: Mapped[str] = mapped_column(String(32), primary_key=True)
    leader: Mapped[str] = mapped_column(String(32), index=True)


class BlobRow(Base):
    """The bytes of an attachment, by their SHA-256, in pieces so that no row is huge.

    Not `held` while only a bundle that waits brings it; not `sound` once its bytes were found changed.
    """

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    bytes: Mapped[int] = mapped_column(Integer)
    held: Mapped[bool] = mapped_column(default=False)
    sound: Mapped[bool] = mapped_column(default=True)


class BlobPieceRow(Base):
    """One piece of a blob, numbered from 0."""

    __tablename__ = "blob_piece"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class BlobCameRow(Base):
    """A blob that a bundle brought; it stays at least until that bundle is merged or thrown away."""

    __tablename__ = "blob_came"

    receipt: Mapped[str] = mapped_column(String(32), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)


class WantedRow(Base):
    """A blob that a peer, named by its site, has told us it has not got although it knows the attachment."""

    __tablename__ = "wanted"

    peer: Mapped[str] = mapped_column(String, primary_key=True)
    scope: Mapped[str] = mapped_column(String, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)


class ParallelRow(Base):
    """A record that a bundle changed beside changes it did not know of: something to look at, never to decide."""

    __tablename__ = "parallel"

    receipt: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String, primary_key=True)
    record: Mapped[str] = mapped_column(String(32), primary_key=True)
    looked: Mapped[bool] = mapped_column(default=False)
