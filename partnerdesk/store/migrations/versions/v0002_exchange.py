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
_LISTED = ("action", "assessment", "consultation", "partner")


def upgrade() -> None:
    """Make what version 0.2 adds."""
    _indexes_for_lists()
    _trust()


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
