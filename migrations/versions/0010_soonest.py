"""What can be had soonest is found in its order, also where many begin at the same instant"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("idx_openings_soonest", "openings", ["next_at", "service_id"], unique=False)
    op.drop_index("idx_openings_next_at", "openings")


def downgrade() -> None:
    op.create_index("idx_openings_next_at", "openings", ["next_at"], unique=False)
    op.drop_index("idx_openings_soonest", "openings")
