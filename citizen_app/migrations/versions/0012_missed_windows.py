"""Missed windows as rows, kept by a job, and the oldest of what waits by an index."""

import sqlalchemy as sa
from alembic import op

revision = '0012_missed_windows'
down_revision = '0011_retired_questionnaires'
branch_labels = None
depends_on = None

IS_OPEN = sa.text('seen_at IS NULL')


def upgrade() -> None:
    op.create_table('missed_window',
    sa.Column('activity_id', sa.Uuid(), nullable=False),
    sa.Column('window_start', sa.DateTime(timezone=True), nullable=False),
    sa.Column('window_end', sa.DateTime(timezone=True), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('noticed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seen_by', sa.Uuid(), nullable=True),
    sa.CheckConstraint('(seen_at IS NULL) = (seen_by IS NULL)', name=op.f('ck_missed_window_seen')),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_missed_window_activity_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_missed_window_person_id')),
    sa.ForeignKeyConstraint(['seen_by'], ['person.id'], name=op.f('fk_missed_window_seen_by')),
    sa.PrimaryKeyConstraint('activity_id', 'window_start', name=op.f('pk_missed_window')),
    sqlite_strict=True
    )
    op.create_index('ix_missed_window_person_id_window_start', 'missed_window', ['person_id', 'window_start'])
    op.create_index('ix_missed_window_open', 'missed_window', ['person_id', 'window_start'], sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
    op.create_table('missed_watch',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('checked_until', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_missed_watch_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_missed_watch')),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_missed_watch_checked_until'), 'missed_watch', ['checked_until'])
    op.create_index('ix_waiting_submission_oldest', 'waiting_submission', ['person_id', 'colour', 'received_at'])
    op.drop_index('ix_waiting_submission_person_id_colour', 'waiting_submission')


def downgrade() -> None:
    op.create_index('ix_waiting_submission_person_id_colour', 'waiting_submission', ['person_id', 'colour'])
    op.drop_index('ix_waiting_submission_oldest', 'waiting_submission')
    op.drop_table('missed_watch')
    op.drop_table('missed_window')
