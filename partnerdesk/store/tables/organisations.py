"""Offices and their people, partner organisations and what is agreed with them (domain.md 2.1 to 2.4)."""

from partnerdesk.i18n import N_
from partnerdesk.store.kinds import Record, field, retain_until, sensitivity


class Office(Record):
    """An office of our organisation; its code is the scope of what it records."""

    __tablename__ = "office"
    label = N_("Office")
    title = ("name", "code")

    code = field(label=N_("Code"), help=N_("Short and unique, such as LBN-TYR."), required=True)
    name = field(label=N_("Name"), required=True, searched=True)
    kind = field(label=N_("Kind of office"), codes="office_kind")
    country = field(label=N_("Country"), codes="country")
    parent = field(label=N_("Reports to"), help=N_("Code of the office above this one."))
    languages = field(label=N_("Languages"), type="words")


class Person(Record):
    """One of us who works with the program."""

    __tablename__ = "person"
    label = N_("Colleague")
    title = ("name",)

    name = field(label=N_("Name"), required=True, searched=True, sensitivity="moderate")
    role = field(label=N_("Role"), codes="person_role")
    office = field(label=N_("Office"))
    site = field(label=N_("Device"), fixed=True)


class Partner(Record):
    """An organisation we work with, with or without money."""

    __tablename__ = "partner"
    listed = True
    label = N_("Partner")
    title = ("legal_name", "acronym")

    legal_name = field(label=N_("Legal name"), required=True, searched=True, index=True)
    acronym = field(label=N_("Acronym"), searched=True)
    aliases = field(
        label=N_("Other names"), type="words", searched=True, help=N_("Translations, branches, spellings in use.")
    )
    former_names = field(label=N_("Former names"), type="words", searched=True)
    local_name = field(label=N_("Name in the local script"), searched=True)
    org_type = field(label=N_("Type"), codes="org_type", type="codes", required=True)
    level = field(
        label=N_("Scope"), codes="scope", help=N_("How far the organisation reaches: local to international.")
    )
    relation_type = field(label=N_("Relation"), codes="relation_type", type="codes")
    relation_status = field(label=N_("State of the relation"), codes="relation_status", default="prospective")
    country = field(label=N_("Country"), codes="country")
    place = field(label=N_("Place"), searched=True)
    presence = field(label=N_("Works in"), type="words", searched=True)
    parent_org = field(label=N_("Member of"), searched=True, help=N_("Network or parent body."))
    registration = field(label=N_("Registrations"), type="rows", parts=("number", "authority", "issued", "expires"))
    year_founded = field(label=N_("Year founded"), type="int")
    staff_band = field(label=N_("Staff"), codes="staff_band")
    budget_band = field(label=N_("Yearly budget"), codes="budget_band")
    sectors = field(label=N_("Sectors"), codes="sector", type="codes")
    working_languages = field(label=N_("Working languages"), type="words")
    connectivity = field(label=N_("Internet access"), codes="connectivity")
    mandate = field(label=N_("Mandate and values"), type="longtext", searched=True)
    setting = field(
        label=N_("Cultural and working context"),
        type="longtext",
        searched=True,
        help=N_("What we have learned about how they work and decide, with date and source."),
    )
    complementarity = field(label=N_("How we complement each other"), type="longtext")
    has_branches = field(label=N_("Has field offices"), type="bool")
    holds_stock = field(label=N_("Holds stock"), type="bool")
    has_subpartners = field(label=N_("Works through sub-partners"), type="bool")
    affected_people = field(label=N_("In contact with affected people"), type="bool")
    email = field(label=N_("Email"), sensitivity="moderate")
    phone = field(label=N_("Telephone"), sensitivity="moderate")
    notes = field(label=N_("Remarks"), type="longtext", searched=True, sensitivity="moderate")
    sensitivity = sensitivity()


class Contact(Record):
    """A person at a partner; only what is needed to reach them safely."""

    __tablename__ = "contact"
    label = N_("Contact")
    title = ("name",)

    partner_id = field(label=N_("Partner"), refers_to="partner", part_of=True, required=True)
    name = field(label=N_("Name"), required=True, searched=True, sensitivity="moderate")
    function = field(label=N_("Function"))
    channels = field(label=N_("Ways to reach"), type="rows", parts=("kind", "value", "safe"), sensitivity="high")
    languages = field(label=N_("Languages"), type="words")
    is_focal_point = field(label=N_("Focal point"), type="bool")
    consent_on = field(label=N_("Consent given on"), type="date")
    consent_purpose = field(label=N_("Consent given for"))
    consent_withdrawn_on = field(label=N_("Consent withdrawn on"), type="date")
    retain_until = field(label=N_("Keep until"), type="date")
    sensitivity = field(label=N_("Sensitivity"), codes="sensitivity", default="moderate")


class Agreement(Record):
    """What was agreed with a partner in writing."""

    __tablename__ = "agreement"
    label = N_("Agreement")
    title = ("number", "name")

    partner_id = field(label=N_("Partner"), refers_to="partner", part_of=True, required=True)
    number = field(label=N_("No."), searched=True)
    name = field(label=N_("Title"), required=True, searched=True)
    type = field(label=N_("Type"), codes="agreement_type")
    duration = field(label=N_("Start and end"), type="period")
    amount = field(label=N_("Amount"), type="money")
    status = field(label=N_("Status"), machine="agreement", default="draft", fixed=True)
    objectives = field(label=N_("Objectives"), type="longtext", searched=True)
    limits = field(label=N_("Limits"), type="longtext", help=N_("What neither side should expect from the other."))
    our_contribution = field(label=N_("What we bring"), type="longtext")
    partner_contribution = field(label=N_("What the partner brings"), type="longtext")
    principles_clause = field(label=N_("Names the principles of partnership"), type="bool")
    sensitivity = sensitivity()
    retain_until = retain_until()


class Flag(Record):
    """An observation or concern about a partner, good or bad; it never decides alone."""

    __tablename__ = "flag"
    label = N_("Observation")
    title = ("summary",)

    partner_id = field(label=N_("Partner"), refers_to="partner", part_of=True, required=True)
    summary = field(label=N_("In short"), required=True, searched=True, sensitivity="high")
    category = field(label=N_("Category"), codes="flag_category", default="observation")
    noted_on = field(label=N_("Noted on"), type="date")
    details = field(label=N_("Details"), type="longtext", sensitivity="high")
    closed_on = field(label=N_("Closed on"), type="date")
    sensitivity = field(label=N_("Sensitivity"), codes="sensitivity", default="high")
    retain_until = retain_until()
