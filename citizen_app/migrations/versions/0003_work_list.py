"""The care team's work list: what waits, follow-ups, notes, and readings found wrong."""

import sqlalchemy as sa
from alembic import op

revision = '0003_work_list'
down_revision = '0002_messages'
branch_labels = None
depends_on = None

COLOURS = ('green', 'yellow', 'red')


def upgrade() -> None:
    op.add_column('acknowledgement', sa.Column('words', sa.Text(), nullable=True))
    op.create_table('waiting_submission',
    sa.Column('submission_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('colour', sa.Enum(*COLOURS, name='colour', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_waiting_submission_person_id')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_waiting_submission_submission_id')),
    sa.PrimaryKeyConstraint('submission_id', name=op.f('pk_waiting_submission')),
    sqlite_strict=True
    )
    op.create_index('ix_waiting_submission_person_id_colour', 'waiting_submission', ['person_id', 'colour'])
    op.create_table('faulty_reading',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('reading_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_faulty_reading_actor_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_faulty_reading_person_id')),
    sa.ForeignKeyConstraint(['reading_id'], ['reading.id'], name=op.f('fk_faulty_reading_reading_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_faulty_reading')),
    sa.UniqueConstraint('reading_id', name=op.f('uq_faulty_reading_reading_id')),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_faulty_reading_person_id'), 'faulty_reading', ['person_id'])
    op.create_table('care_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_care_note_author_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_care_note_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_care_note')),
    sa.UniqueConstraint('person_id', 'key', name=op.f('uq_care_note_person_id_key')),
    sqlite_strict=True
    )
    op.create_index('ix_care_note_person_id_written_at', 'care_note', ['person_id', 'written_at'])
    op.create_table('follow_up',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('words', sa.String(length=200), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by', sa.Uuid(), nullable=True),
    sa.CheckConstraint('(done_at IS NULL) = (done_by IS NULL)', name=op.f('ck_follow_up_done')),
    sa.ForeignKeyConstraint(['done_by'], ['person.id'], name=op.f('fk_follow_up_done_by')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_follow_up_made_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_follow_up_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up')),
    sa.UniqueConstraint('person_id', 'key', name=op.f('uq_follow_up_person_id_key')),
    sqlite_strict=True
    )
    # What was sent before there was a work list waits as well.
    op.execute(
        "INSERT INTO waiting_submission (submission_id, person_id, colour, received_at)"
        " SELECT s.id, s.person_id, s.colour, s.received_at FROM submission s WHERE NOT EXISTS"
        " (SELECT 1 FROM acknowledgement a WHERE a.submission_id = s.id AND"
        " (a.kind = 'handled' OR s.colour IS NULL OR s.colour = 'green'))"
    )


def downgrade() -> None:
    for table in ('follow_up', 'care_note', 'faulty_reading', 'waiting_submission'):
        op.drop_table(table)
    with op.batch_alter_table('acknowledgement', schema=None) as batch_op:
        batch_op.drop_column('words')
