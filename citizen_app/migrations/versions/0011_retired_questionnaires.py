"""Questionnaires that are no longer offered for plans."""

import sqlalchemy as sa
from alembic import op

revision = '0011_retired_questionnaires'
down_revision = '0010_photos'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('retired_questionnaire',
    sa.Column('questionnaire_id', sa.Uuid(), nullable=False),
    sa.Column('retired_by', sa.Uuid(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaire.id'], name=op.f('fk_retired_questionnaire_questionnaire_id')),
    sa.ForeignKeyConstraint(['retired_by'], ['person.id'], name=op.f('fk_retired_questionnaire_retired_by')),
    sa.PrimaryKeyConstraint('questionnaire_id', name=op.f('pk_retired_questionnaire')),
    sqlite_strict=True
    )


def downgrade() -> None:
    op.drop_table('retired_questionnaire')
