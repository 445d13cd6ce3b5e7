"""The first schema: records, journal, bundles received and this device."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of the first schema."""
    op.create_table(
        "acknowledged",
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("peer", "site", "scope"),
    )
    op.create_table(
        "action",
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("assessment_id", sa.String(), nullable=True),
        sa.Column("criterion", sa.Text(), nullable=True),
        sa.Column("consultation_id", sa.String(), nullable=True),
        sa.Column("recommendation_id", sa.String(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("supporting", sa.Text(), nullable=True),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("priority", sa.String(), nullable=True),
        sa.Column("milestones", sa.Text(), nullable=True),
        sa.Column("budget_change", sa.Text(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_note", sa.Text(), nullable=True),
        sa.Column("action_taken", sa.Text(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.Column("adequate", sa.Boolean(), nullable=True),
        sa.Column("verified_by", sa.Text(), nullable=True),
        sa.Column("verified_on", sa.String(), nullable=True),
        sa.Column("sensitivity", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_action_assessment_id"), "action", ["assessment_id"], unique=False)
    op.create_index(op.f("ix_action_changed_at"), "action", ["changed_at"], unique=False)
    op.create_index(op.f("ix_action_consultation_id"), "action", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_action_due"), "action", ["due"], unique=False)
    op.create_index(op.f("ix_action_partner_id"), "action", ["partner_id"], unique=False)
    op.create_index(op.f("ix_action_recommendation_id"), "action", ["recommendation_id"], unique=False)
    op.create_index(op.f("ix_action_scope"), "action", ["scope"], unique=False)
    op.create_index(op.f("ix_action_sort"), "action", ["sort"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("duration", sa.Text(), nullable=True),
        sa.Column("amount", sa.Text(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("objectives", sa.Text(), nullable=True),
        sa.Column("limits", sa.Text(), nullable=True),
        sa.Column("our_contribution", sa.Text(), nullable=True),
        sa.Column("partner_contribution", sa.Text(), nullable=True),
        sa.Column("principles_clause", sa.Boolean(), nullable=True),
        sa.Column("sensitivity", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_agreement_changed_at"), "agreement", ["changed_at"], unique=False)
    op.create_index(op.f("ix_agreement_partner_id"), "agreement", ["partner_id"], unique=False)
    op.create_index(op.f("ix_agreement_scope"), "agreement", ["scope"], unique=False)
    op.create_index(op.f("ix_agreement_sort"), "agreement", ["sort"], unique=False)
    op.create_table(
        "answer",
        sa.Column("assessment_id", sa.String(), nullable=True),
        sa.Column("respondent_id", sa.String(), nullable=True),
        sa.Column("criterion", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("sensitivity", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_answer_assessment_id"), "answer", ["assessment_id"], unique=False)
    op.create_index(op.f("ix_answer_changed_at"), "answer", ["changed_at"], unique=False)
    op.create_index(op.f("ix_answer_respondent_id"), "answer", ["respondent_id"], unique=False)
    op.create_index(op.f("ix_answer_scope"), "answer", ["scope"], unique=False)
    op.create_index(op.f("ix_answer_sort"), "answer", ["sort"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("agreement_id", sa.String(), nullable=True),
        sa.Column("instrument", sa.Text(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("facilitator", sa.Text(), nullable=True),
        sa.Column("planned_on", sa.String(), nullable=True),
        sa.Column("done_on", sa.String(), nullable=True),
        sa.Column("interests", sa.Text(), nullable=True),
        sa.Column("context", sa.Text(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_note", sa.Text(), nullable=True),
        sa.Column("submitted_by", sa.Text(), nullable=True),
        sa.Column("validated_by", sa.Text(), nullable=True),
        sa.Column("partner_invited_on", sa.String(), nullable=True),
        sa.Column("comments_reviewed", sa.Boolean(), nullable=True),
        sa.Column("shared_with", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("revision_of", sa.String(), nullable=True),
        sa.Column("strengths", sa.Text(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("sensitivity", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_assessment_agreement_id"), "assessment", ["agreement_id"], unique=False)
    op.create_index(op.f("ix_assessment_changed_at"), "assessment", ["changed_at"], unique=False)
    op.create_index(op.f("ix_assessment_partner_id"), "assessment", ["partner_id"], unique=False)
    op.create_index(op.f("ix_assessment_revision_of"), "assessment", ["revision_of"], unique=False)
    op.create_index(op.f("ix_assessment_scope"), "assessment", ["scope"], unique=False)
    op.create_index(op.f("ix_assessment_sort"), "assessment", ["sort"], unique=False)
    op.create_table(
        "conflict",
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("record", "field", "kind"),
    )
    op.create_table(
        "consultation",
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("series", sa.Text(), nullable=True),
        sa.Column("edition", sa.Text(), nullable=True),
        sa.Column("themes", sa.Text(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("dates", sa.Text(), nullable=True),
        sa.Column("organisers", sa.Text(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("attribution_rule", sa.String(), nullable=True),
        sa.Column("consent", sa.String(), nullable=True),
        sa.Column("safety", sa.Text(), nullable=True),
        sa.Column("safety_checked", sa.Boolean(), nullable=True),
        sa.Column("audience", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_note", sa.Text(), nullable=True),
        sa.Column("sensitivity", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_consultation_changed_at"), "consultation", ["changed_at"], unique=False)
    op.create_index(op.f("ix_consultation_scope"), "consultation", ["scope"], unique=False)
    op.create_index(op.f("ix_consultation_sort"), "consultation", ["sort"], unique=False)
    op.create_table(
        "contact",
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("function", sa.Text(), nullable=True),
        sa.Column("channels", sa.Text(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=True),
        sa.Column("is_focal_point", sa.Boolean(), nullable=True),
        sa.Column("consent_on", sa.String(), nullable=True),
        sa.Column("consent_purpose", sa.Text(), nullable=True),
        sa.Column("consent_withdrawn_on", sa.String(), nullable=True),
        sa.Column("retain_until", sa.String(), nullable=True),
        sa.Column("sensitivity", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_contact_changed_at"), "contact", ["changed_at"], unique=False)
    op.create_index(op.f("ix_contact_partner_id"), "contact", ["partner_id"], unique=False)
    op.create_index(op.f("ix_contact_scope"), "contact", ["scope"], unique=False)
    op.create_index(op.f("ix_contact_sort"), "contact", ["sort"], unique=False)
    op.create_table(
        "flag",
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("noted_on", sa.String(), nullable=True),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.String(), nullable=True),
        sa.Column("sensitivity", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_flag_changed_at"), "flag", ["changed_at"], unique=False)
    op.create_index(op.f("ix_flag_partner_id"), "flag", ["partner_id"], unique=False)
    op.create_index(op.f("ix_flag_scope"), "flag", ["scope"], unique=False)
    op.create_index(op.f("ix_flag_sort"), "flag", ["sort"], unique=False)
    op.create_table(
        "fork",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "good_practice",
        sa.Column("consultation_id", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("context", sa.Text(), nullable=True),
        sa.Column("done", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=True),
        sa.Column("transferable_to", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("themes", sa.Text(), nullable=True),
        sa.Column("sensitivity", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_good_practice_changed_at"), "good_practice", ["changed_at"], unique=False)
    op.create_index(op.f("ix_good_practice_consultation_id"), "good_practice", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_good_practice_scope"), "good_practice", ["scope"], unique=False)
    op.create_index(op.f("ix_good_practice_sort"), "good_practice", ["sort"], unique=False)
    op.create_table(
        "guard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("writing", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "note",
        sa.Column("consultation_id", sa.String(), nullable=True),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("raw_text", sa.Text(), nullable=True),
        sa.Column("shareable_text", sa.Text(), nullable=True),
        sa.Column("speaker_id", sa.String(), nullable=True),
        sa.Column("attribution", sa.String(), nullable=True),
        sa.Column("themes", sa.Text(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_note", sa.Text(), nullable=True),
        sa.Column("redacted_by", sa.Text(), nullable=True),
        sa.Column("cleared_by", sa.Text(), nullable=True),
        sa.Column("cleared_text", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("sensitivity", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_note_changed_at"), "note", ["changed_at"], unique=False)
    op.create_index(op.f("ix_note_consultation_id"), "note", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_note_scope"), "note", ["scope"], unique=False)
    op.create_index(op.f("ix_note_session_id"), "note", ["session_id"], unique=False)
    op.create_index(op.f("ix_note_sort"), "note", ["sort"], unique=False)
    op.create_index(op.f("ix_note_speaker_id"), "note", ["speaker_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("read", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_notice_receipt"), "notice", ["receipt"], unique=False)
    op.create_table(
        "office",
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_office_changed_at"), "office", ["changed_at"], unique=False)
    op.create_index(op.f("ix_office_scope"), "office", ["scope"], unique=False)
    op.create_index(op.f("ix_office_sort"), "office", ["sort"], unique=False)
    op.create_table(
        "op",
        sa.Column("stream", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "seq"),
        sqlite_with_rowid=False,
    )
    op.create_index("op_receipt", "op", ["receipt"], unique=False)
    op.create_index("op_record", "op", ["record"], unique=False)
    op.create_table(
        "participant",
        sa.Column("consultation_id", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("org_type", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("confidentiality", sa.String(), nullable=True),
        sa.Column("consent", sa.Boolean(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_participant_changed_at"), "participant", ["changed_at"], unique=False)
    op.create_index(op.f("ix_participant_consultation_id"), "participant", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_participant_partner_id"), "participant", ["partner_id"], unique=False)
    op.create_index(op.f("ix_participant_scope"), "participant", ["scope"], unique=False)
    op.create_index(op.f("ix_participant_sort"), "participant", ["sort"], unique=False)
    op.create_table(
        "partner",
        sa.Column("legal_name", sa.Text(), nullable=True),
        sa.Column("acronym", sa.Text(), nullable=True),
        sa.Column("aliases", sa.Text(), nullable=True),
        sa.Column("former_names", sa.Text(), nullable=True),
        sa.Column("local_name", sa.Text(), nullable=True),
        sa.Column("org_type", sa.Text(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("relation_type", sa.Text(), nullable=True),
        sa.Column("relation_status", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("presence", sa.Text(), nullable=True),
        sa.Column("parent_org", sa.Text(), nullable=True),
        sa.Column("registration", sa.Text(), nullable=True),
        sa.Column("year_founded", sa.Integer(), nullable=True),
        sa.Column("staff_band", sa.String(), nullable=True),
        sa.Column("budget_band", sa.String(), nullable=True),
        sa.Column("sectors", sa.Text(), nullable=True),
        sa.Column("working_languages", sa.Text(), nullable=True),
        sa.Column("connectivity", sa.String(), nullable=True),
        sa.Column("mandate", sa.Text(), nullable=True),
        sa.Column("setting", sa.Text(), nullable=True),
        sa.Column("complementarity", sa.Text(), nullable=True),
        sa.Column("has_branches", sa.Boolean(), nullable=True),
        sa.Column("holds_stock", sa.Boolean(), nullable=True),
        sa.Column("has_subpartners", sa.Boolean(), nullable=True),
        sa.Column("affected_people", sa.Boolean(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("sensitivity", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_partner_changed_at"), "partner", ["changed_at"], unique=False)
    op.create_index(op.f("ix_partner_legal_name"), "partner", ["legal_name"], unique=False)
    op.create_index(op.f("ix_partner_scope"), "partner", ["scope"], unique=False)
    op.create_index(op.f("ix_partner_sort"), "partner", ["sort"], unique=False)
    op.create_table(
        "peer",
        sa.Column("verify", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("verify"),
    )
    op.create_index(op.f("ix_peer_office"), "peer", ["office"], unique=False)
    op.create_table(
        "person",
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_person_changed_at"), "person", ["changed_at"], unique=False)
    op.create_index(op.f("ix_person_scope"), "person", ["scope"], unique=False)
    op.create_index(op.f("ix_person_sort"), "person", ["sort"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_receipt_sha256"), "receipt", ["sha256"], unique=False)
    op.create_table(
        "recommendation",
        sa.Column("consultation_id", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("addressed_to", sa.Text(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("priority", sa.String(), nullable=True),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("response", sa.String(), nullable=True),
        sa.Column("response_text", sa.Text(), nullable=True),
        sa.Column("themes", sa.Text(), nullable=True),
        sa.Column("sensitivity", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_recommendation_changed_at"), "recommendation", ["changed_at"], unique=False)
    op.create_index(op.f("ix_recommendation_consultation_id"), "recommendation", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_recommendation_scope"), "recommendation", ["scope"], unique=False)
    op.create_index(op.f("ix_recommendation_sort"), "recommendation", ["sort"], unique=False)
    op.create_table(
        "respondent",
        sa.Column("assessment_id", sa.String(), nullable=True),
        sa.Column("perspective", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=True),
        sa.Column("answered_on", sa.String(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_respondent_assessment_id"), "respondent", ["assessment_id"], unique=False)
    op.create_index(op.f("ix_respondent_changed_at"), "respondent", ["changed_at"], unique=False)
    op.create_index(op.f("ix_respondent_scope"), "respondent", ["scope"], unique=False)
    op.create_index(op.f("ix_respondent_sort"), "respondent", ["sort"], unique=False)
    op.create_table(
        "session",
        sa.Column("consultation_id", sa.String(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("format", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("rapporteur", sa.Text(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("find", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_session_changed_at"), "session", ["changed_at"], unique=False)
    op.create_index(op.f("ix_session_consultation_id"), "session", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_session_scope"), "session", ["scope"], unique=False)
    op.create_index(op.f("ix_session_sort"), "session", ["sort"], unique=False)
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "staged",
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("receipt", "line"),
    )
    op.create_table(
        "stream",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("top", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site", "scope", name="stream_site_scope"),
    )
