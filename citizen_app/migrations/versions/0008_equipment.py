"""Notes about a citizen's devices."""

import sqlalchemy as sa
from alembic import op

revision = '0008_equipment'
down_revision = '0007_limits'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('equipment_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_equipment_note_author_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_equipment_note_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_equipment_note')),
    sa.UniqueConstraint('person_id', 'key', name=op.f('uq_equipment_note_person_id_key')),
    sqlite_strict=True
    )
    op.create_index('ix_equipment_note_person_id_written_at', 'equipment_note', ['person_id', 'written_at'])


def downgrade() -> None:
    op.drop_table('equipment_note')
