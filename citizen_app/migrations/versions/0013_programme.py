"""The programme overview: where citizens live, and how many could take part."""

import sqlalchemy as sa
from alembic import op

revision = '0013_programme'
down_revision = '0012_missed_windows'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('person', sa.Column('municipality', sa.String(length=4), nullable=True))
    op.create_table('programme_size',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('condition', sa.Enum('copd', 'heart_failure', name='condition', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('area', sa.String(length=10), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('set_by', sa.Uuid(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('people > 0', name=op.f('ck_programme_size_people')),
    sa.ForeignKeyConstraint(['set_by'], ['person.id'], name=op.f('fk_programme_size_set_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_size')),
    sqlite_strict=True
    )
    op.create_index('ix_programme_size_condition_area', 'programme_size', ['condition', 'area', 'set_at'])


def downgrade() -> None:
    op.drop_table('programme_size')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('municipality')
