"""Limits of change, why limits were set, and which limit a value was beyond."""

import sqlalchemy as sa
from alembic import op

revision = '0007_limits'
down_revision = '0006_enrolment'
branch_labels = None
depends_on = None

KINDS = (
    'red_below', 'red_above', 'red_rise', 'red_fall',
    'yellow_below', 'yellow_above', 'yellow_rise', 'yellow_fall',
)
AMOUNTS = (
    ('threshold', 'change_days', 'change_days BETWEEN 1 AND 60'),
    ('threshold', 'yellow_rise', 'yellow_rise > 0'),
    ('threshold', 'red_rise', 'red_rise > 0 AND yellow_rise <= red_rise'),
    ('threshold', 'yellow_fall', 'yellow_fall > 0'),
    ('threshold', 'red_fall', 'red_fall > 0 AND yellow_fall <= red_fall'),
    ('finding', 'limit_scaled', '(limit_kind IS NULL) = (limit_scaled IS NULL)'),
    ('finding', 'limit_decimals', '(limit_kind IS NULL) = (limit_decimals IS NULL)'),
)


def upgrade() -> None:
    # A column may bring its own check to a table that stays as it is; on SQLite nothing else may.
    kinds = ', '.join(f"'{kind}'" for kind in KINDS)
    text = 'TEXT' if op.get_bind().dialect.name == 'sqlite' else 'VARCHAR(40)'
    op.execute(
        f"ALTER TABLE finding ADD COLUMN limit_kind {text}"
        f" CONSTRAINT ck_finding_limit_kind CHECK (limit_kind IN ({kinds}))"
    )
    for table, column, check in AMOUNTS:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER"
            f" CONSTRAINT ck_{table}_{column} CHECK ({check})"
        )
    op.add_column('finding', sa.Column('limit_days', sa.Integer(), nullable=True))
    op.add_column('threshold', sa.Column('reason', sa.String(length=1000), nullable=True))


def downgrade() -> None:
    op.drop_column('threshold', 'reason')
    op.drop_column('finding', 'limit_days')
    for table, column, _check in reversed(AMOUNTS):
        op.drop_column(table, column)
    op.drop_column('finding', 'limit_kind')
