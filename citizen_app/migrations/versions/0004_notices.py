"""Notices to many, and texts that a team keeps."""

import sqlalchemy as sa
from alembic import op

revision = '0004_notices'
down_revision = '0003_work_list'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('message_notice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('care_team_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('subject', sa.String(length=100), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_message_notice_actor_id')),
    sa.ForeignKeyConstraint(['care_team_id'], ['care_team.id'], name=op.f('fk_message_notice_care_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_notice')),
    sa.UniqueConstraint('actor_id', 'key', name=op.f('uq_message_notice_actor_id_key')),
    sqlite_strict=True
    )
    with op.batch_alter_table('message_notice', schema=None) as batch_op:
        batch_op.create_index('ix_message_notice_team', ['care_team_id', 'sent_at'], unique=False)

    op.create_table('message_snippet',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('care_team_id', sa.Uuid(), nullable=False),
    sa.Column('title', sa.String(length=100), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['care_team_id'], ['care_team.id'], name=op.f('fk_message_snippet_care_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_snippet')),
    sqlite_strict=True
    )
    with op.batch_alter_table('message_snippet', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_message_snippet_care_team_id'), ['care_team_id'], unique=False)

    op.create_table('message_notice_delivery',
    sa.Column('message_id', sa.Uuid(), nullable=False),
    sa.Column('notice_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_message_notice_delivery_message_id')),
    sa.ForeignKeyConstraint(['notice_id'], ['message_notice.id'], name=op.f('fk_message_notice_delivery_notice_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_message_notice_delivery_person_id')),
    sa.PrimaryKeyConstraint('message_id', name=op.f('pk_message_notice_delivery')),
    sqlite_strict=True
    )
    with op.batch_alter_table('message_notice_delivery', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_message_notice_delivery_notice_id'), ['notice_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_message_notice_delivery_person_id'), ['person_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('message_notice_delivery', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_message_notice_delivery_person_id'))
        batch_op.drop_index(batch_op.f('ix_message_notice_delivery_notice_id'))

    op.drop_table('message_notice_delivery')
    with op.batch_alter_table('message_snippet', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_message_snippet_care_team_id'))

    op.drop_table('message_snippet')
    with op.batch_alter_table('message_notice', schema=None) as batch_op:
        batch_op.drop_index('ix_message_notice_team')

    op.drop_table('message_notice')
