"""Enrolment: numbers kept encrypted, consents, relatives."""

import sqlalchemy as sa
from alembic import op

revision = '0006_enrolment'
down_revision = '0005_alerts'
branch_labels = None
depends_on = None

HOW = ('spoken', 'written')


def upgrade() -> None:
    op.add_column('person', sa.Column('cpr_sealed', sa.String(length=120), nullable=True))
    op.add_column('person', sa.Column('phone', sa.String(length=20), nullable=True))
    op.create_table('enrolment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=False),
    sa.Column('cpr_fingerprint', sa.String(length=64), nullable=False),
    sa.Column('cpr_sealed', sa.String(length=120), nullable=True),
    sa.Column('birth_date', sa.Date(), nullable=True),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('course_id', sa.Uuid(), nullable=True),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_enrolment_actor_id')),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_enrolment_course_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_enrolment_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolment')),
    sqlite_strict=True
    )
    for column in ('actor_id', 'begun_at', 'person_id'):
        op.create_index(op.f(f'ix_enrolment_{column}'), 'enrolment', [column])
    op.create_table('consent',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('participation', 'support_contact', 'relative', name='consent_kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('words_version', sa.String(length=40), nullable=False),
    sa.Column('how', sa.Enum(*HOW, name='consent_how', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=True),
    sa.CheckConstraint('(withdrawn_at IS NULL) = (withdrawn_by IS NULL)', name=op.f('ck_consent_withdrawn')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_consent_person_id')),
    sa.ForeignKeyConstraint(['recorded_by'], ['person.id'], name=op.f('fk_consent_recorded_by')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['person.id'], name=op.f('fk_consent_withdrawn_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent')),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_consent_person_id'), 'consent', ['person_id'])
    op.create_table('relative',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('kinship', sa.Enum('partner', 'child', 'parent', 'sibling', 'friend', 'other', name='kinship', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('cpr_fingerprint', sa.String(length=64), nullable=True),
    sa.Column('cpr_sealed', sa.String(length=120), nullable=True),
    sa.Column('words_version', sa.String(length=40), nullable=False),
    sa.Column('how', sa.Enum(*HOW, name='relative_consent_how', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('registered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('registered_by', sa.Uuid(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.Uuid(), nullable=True),
    sa.CheckConstraint('(ended_at IS NULL) = (ended_by IS NULL)', name=op.f('ck_relative_ended')),
    sa.ForeignKeyConstraint(['ended_by'], ['person.id'], name=op.f('fk_relative_ended_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_relative_person_id')),
    sa.ForeignKeyConstraint(['registered_by'], ['person.id'], name=op.f('fk_relative_registered_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_relative')),
    sa.UniqueConstraint('person_id', 'key', name=op.f('uq_relative_person_id_key')),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_relative_person_id'), 'relative', ['person_id'])


def downgrade() -> None:
    for table in ('relative', 'consent', 'enrolment'):
        op.drop_table(table)
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('phone')
        batch_op.drop_column('cpr_sealed')
