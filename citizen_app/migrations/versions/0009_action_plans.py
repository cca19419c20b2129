"""The citizen's own action plan, in versions."""

import sqlalchemy as sa
from alembic import op

revision = '0009_action_plans'
down_revision = '0008_equipment'
branch_labels = None
depends_on = None

COLOURS = ('green', 'yellow', 'red')
MEASURES = (
    'spo2', 'pulse', 'systolic', 'diastolic', 'weight', 'temperature',
    'sit_to_stand', 'fev1', 'fvc', 'peak_flow', 'respiratory_rate', 'steps',
)


def upgrade() -> None:
    op.create_table('action_plan_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_action_plan_version_author_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_action_plan_version_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_plan_version')),
    sa.UniqueConstraint('person_id', 'key', name=op.f('uq_action_plan_version_person_id_key')),
    sa.UniqueConstraint('person_id', 'number', name=op.f('uq_action_plan_version_person_id_number')),
    sqlite_strict=True
    )
    op.create_table('action_plan_zone',
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('zone', sa.Enum(*COLOURS, name='zone', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('feels', sa.Text(), nullable=False),
    sa.Column('does', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['action_plan_version.id'], name=op.f('fk_action_plan_zone_version_id')),
    sa.PrimaryKeyConstraint('version_id', 'zone', name=op.f('pk_action_plan_zone')),
    sqlite_strict=True
    )
    op.create_table('action_plan_phone',
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['action_plan_version.id'], name=op.f('fk_action_plan_phone_version_id')),
    sa.PrimaryKeyConstraint('version_id', 'place', name=op.f('pk_action_plan_phone')),
    sqlite_strict=True
    )
    op.create_table('action_plan_tie',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('zone', sa.Enum(*COLOURS, name='tied_zone', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('colour', sa.Enum(*COLOURS, name='colour', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('measure', sa.Enum(*MEASURES, name='measure', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('form_url', sa.String(length=300), nullable=True),
    sa.Column('link_id', sa.String(length=255), nullable=True),
    sa.CheckConstraint("zone <> 'green' AND colour <> 'green'", name=op.f('ck_action_plan_tie_never_green')),
    sa.CheckConstraint('(form_url IS NULL) = (link_id IS NULL)', name=op.f('ck_action_plan_tie_whole_question')),
    sa.CheckConstraint('measure IS NULL OR link_id IS NULL', name=op.f('ck_action_plan_tie_one_subject')),
    sa.ForeignKeyConstraint(['version_id'], ['action_plan_version.id'], name=op.f('fk_action_plan_tie_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_plan_tie')),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_action_plan_tie_version_id'), 'action_plan_tie', ['version_id'])


def downgrade() -> None:
    for table in ('action_plan_tie', 'action_plan_phone', 'action_plan_zone', 'action_plan_version'):
        op.drop_table(table)
