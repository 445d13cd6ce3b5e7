"""The third schema: the journal's ops lie in the order in which they came, and are found by number in an index beside them.

Ordered by stream and number, as the first schema had them, whole ops stood in the inner nodes of the tree, and one save wrote
three leaves and one or two of these nodes anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = "stream, seq, record, kind, body, hash, receipt"


def upgrade() -> None:
    """Write the journal's table anew; a shared database has it in this order already."""
    if op.get_bind().dialect.name == "sqlite":
        _write_anew()
    else:
        op.drop_index("op_receipt", "op")
    # What was written here came with no bundle.
    came = sa.text("receipt IS NOT NULL")
    op.create_index("op_receipt", "op", ["receipt"], sqlite_where=came, postgresql_where=came)


def _write_anew() -> None:
    op.create_table(
        "op_as_it_came",
        sa.Column("stream", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "seq"),
    )
    op.execute(f"INSERT INTO op_as_it_came ({_COLUMNS}) SELECT {_COLUMNS} FROM op ORDER BY stream, seq")
    op.drop_table("op")
    op.rename_table("op_as_it_came", "op")
    op.create_index("op_record", "op", ["record"])
