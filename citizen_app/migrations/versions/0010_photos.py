"""Photos with messages."""

import sqlalchemy as sa
from alembic import op

revision = '0010_photos'
down_revision = '0009_action_plans'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('message_photo',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('message_id', sa.Uuid(), nullable=True),
    sa.Column('large_name', sa.String(length=32), nullable=False),
    sa.Column('large_hash', sa.String(length=64), nullable=False),
    sa.Column('small_name', sa.String(length=32), nullable=False),
    sa.Column('small_hash', sa.String(length=64), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_message_photo_actor_id')),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_message_photo_message_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_message_photo_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_photo')),
    sa.UniqueConstraint('person_id', 'actor_id', 'key', 'large_hash', name=op.f('uq_message_photo_person_id_actor_id_key_large_hash')),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_message_photo_message_id'), 'message_photo', ['message_id'])


def downgrade() -> None:
    op.drop_table('message_photo')
