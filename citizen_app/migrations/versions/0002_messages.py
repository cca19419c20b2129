"""Messages between citizens and care teams."""

import sqlalchemy as sa
from alembic import op

revision = '0002_messages'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('message_draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.String(length=36), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_message_draft_actor_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_message_draft_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_draft')),
    sa.UniqueConstraint('person_id', 'actor_id', 'place', name=op.f('uq_message_draft_person_id_actor_id_place')),
    sqlite_strict=True
    )
    op.create_table('message_thread',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('care_team_id', sa.Uuid(), nullable=False),
    sa.Column('subject', sa.String(length=100), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('waiting_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('taken_by', sa.Uuid(), nullable=True),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(taken_by IS NULL) = (taken_at IS NULL)', name=op.f('ck_message_thread_whole_taking')),
    sa.CheckConstraint('waiting_since IS NULL OR done_at IS NULL', name=op.f('ck_message_thread_one_state')),
    sa.ForeignKeyConstraint(['care_team_id'], ['care_team.id'], name=op.f('fk_message_thread_care_team_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_message_thread_person_id')),
    sa.ForeignKeyConstraint(['taken_by'], ['person.id'], name=op.f('fk_message_thread_taken_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_thread')),
    sqlite_strict=True
    )
    with op.batch_alter_table('message_thread', schema=None) as batch_op:
        batch_op.create_index('ix_message_thread_inbox', ['care_team_id', 'waiting_since'], unique=False)
        batch_op.create_index('ix_message_thread_person', ['person_id', 'changed_at'], unique=False)

    op.create_table('message',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('thread_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.Enum('citizen', 'nurse', 'doctor', 'trainer', 'home_care', 'support', 'administrator', name='author', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_message_actor_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_message_person_id')),
    sa.ForeignKeyConstraint(['thread_id'], ['message_thread.id'], name=op.f('fk_message_thread_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message')),
    sa.UniqueConstraint('person_id', 'actor_id', 'key', name=op.f('uq_message_person_id_actor_id_key')),
    sqlite_strict=True
    )
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.create_index('ix_message_thread', ['thread_id', 'sent_at'], unique=False)

    op.create_table('message_reading',
    sa.Column('message_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.Enum('citizen', 'nurse', 'doctor', 'trainer', 'home_care', 'support', 'administrator', name='reader', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_message_reading_actor_id')),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_message_reading_message_id')),
    sa.PrimaryKeyConstraint('message_id', name=op.f('pk_message_reading')),
    sqlite_strict=True
    )


def downgrade() -> None:
    op.drop_table('message_reading')
    op.drop_table('message')
    op.drop_table('message_thread')
    op.drop_table('message_draft')
