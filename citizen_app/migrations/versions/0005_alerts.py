"""Word outside of the app that there is news."""

import sqlalchemy as sa
from alembic import op

revision = '0005_alerts'
down_revision = '0004_notices'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('message_alert_choice',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('channel', sa.Enum('none', 'email', 'sms', name='chosen_channel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('address', sa.String(length=254), nullable=False),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_message_alert_choice_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_message_alert_choice')),
    sqlite_strict=True
    )
    op.create_table('message_alert',
    sa.Column('message_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('channel', sa.Enum('none', 'email', 'sms', name='alert_channel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'sent', 'failed', name='alert_state', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_message_alert_message_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_message_alert_person_id')),
    sa.PrimaryKeyConstraint('message_id', name=op.f('pk_message_alert')),
    sqlite_strict=True
    )
    with op.batch_alter_table('message_alert', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_message_alert_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('message_alert', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_message_alert_person_id'))

    op.drop_table('message_alert')
    op.drop_table('message_alert_choice')
