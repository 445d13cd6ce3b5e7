"""The second schema: what version 0.2 adds, one function for each capability."""

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what version 0.2 adds."""
