"""The second schema: what version 0.2 adds, one function for each capability."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_RECORDS = [
    "action",
    "agreement",
    "answer",
    "assessment",
    "consultation",
    "contact",
    "flag",
    "good_practice",
    "note",
    "office",
    "participant",
    "partner",
    "person",
    "recommendation",
    "respondent",
    "session",
]
_RETAINED = ("agreement", "assessment", "consultation", "flag", "note", "participant", "respondent")
_ATTACHED_TO = ("partner", "agreement", "assessment", "consultation", "action")
_LISTED = ("action", "assessment", "consultation", "partner")


def upgrade() -> None:
    """Make what version 0.2 adds."""
    _indexes_for_lists()
    _trust()
    _copied_devices()
    _duplicates()
    _attachments()
    _redactions()
    _retention()
    _parallel()
    _moving_and_hearing()


def _indexes_for_lists() -> None:
    """Keep the order of the lists ready; at headquarters' size they were read from the wide rows. Other kinds are not listed."""
    for table in _RECORDS:
        for column in ("scope", "changed_at", "sort"):
            op.drop_index(f"ix_{table}_{column}", table)
    for table in _LISTED:
        for column in ("sort", "changed_at"):
            op.create_index(f"{table}_by_{column}", table, ["deleted", column, "n", "id"])


def _trust() -> None:
    """Why a device is trusted no longer, through whom it is known, and what a person did about a fork."""
    op.add_column("peer", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("peer", sa.Column("through", sa.Text(), nullable=True))
    op.add_column("fork", sa.Column("at", sa.String(), nullable=True))
    op.add_column("fork", sa.Column("settled", sa.Text(), nullable=True))


def _copied_devices() -> None:
    """Know which copies of one device are in use side by side: what one of them holds, the other may lack."""
    op.create_table(
        "peer_site",
        sa.Column("verify", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("verify", "site"),
    )


def _duplicates() -> None:
    """Keep verdicts on partners that may be the same, and under which of them each is shown."""
    op.create_table(
        "sameness",
        sa.Column("one", sa.String()),
        sa.Column("other", sa.String()),
        sa.Column("verdict", sa.String()),
        sa.Column("lead", sa.String()),
        sa.Column("sensitivity", sa.String()),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text()),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text()),
        sa.Column("sort", sa.Text()),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    for column in ("one", "other", "lead"):
        op.create_index(f"ix_sameness_{column}", "sameness", [column])
    op.create_table(
        "same_as",
        sa.Column("partner", sa.String(length=32), nullable=False),
        sa.Column("leader", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("partner"),
    )
    op.create_index("ix_same_as_leader", "same_as", ["leader"])


def _attachments() -> None:
    """Files that belong to records: what they are, their bytes in pieces, which bundle brought them, and who lacks them."""
    op.create_table(
        "attachment",
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        *(sa.Column(f"{owner}_id", sa.String(), nullable=True) for owner in _ATTACHED_TO),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("bytes", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("contains_personal_data", sa.Boolean(), nullable=True),
        sa.Column("include_in_bundle", sa.Boolean(), nullable=True),
        sa.Column("retain_until", sa.String(), nullable=True),
        sa.Column("sensitivity", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    for column in ("sha256", *(f"{owner}_id" for owner in _ATTACHED_TO)):
        op.create_index(f"ix_attachment_{column}", "attachment", [column])
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "blob_piece",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "number"),
    )
    op.create_table(
        "blob_came",
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("receipt", "sha256"),
    )
    op.create_table(
        "wanted",
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("peer", "scope", "sha256"),
    )


def _redactions() -> None:
    """Which ops erase something, by the record that they are about."""
    op.create_table(
        "redaction",
        sa.Column("stream", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq"),
    )
    op.create_index("ix_redaction_record", "redaction", ["record"])


def _retention() -> None:
    """Until when a record is kept, where somebody decided that."""
    for table in _RETAINED:
        op.add_column(table, sa.Column("retain_until", sa.String(), nullable=True))


def _parallel() -> None:
    """Note the records that a bundle changed beside changes it did not know of."""
    op.create_table(
        "parallel",
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.Column("looked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("receipt", "kind", "record"),
    )


def _moving_and_hearing() -> None:
    """Know which ops are moves, and which bundle of a peer last said what it holds."""
    op.create_table(
        "heard",
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("peer", "scope"),
    )
    op.create_table(
        "move_op",
        sa.Column("stream", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq"),
    )
