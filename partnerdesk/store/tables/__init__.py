"""The tables of every kind of record, each field described once."""

from partnerdesk.store.kinds import Record
from partnerdesk.store.tables.assessing import Answer, Assessment, Respondent
from partnerdesk.store.tables.attaching import Attachment
from partnerdesk.store.tables.consulting import Consultation, GoodPractice, Note, Participant, Recommendation, Session
from partnerdesk.store.tables.following import Action
from partnerdesk.store.tables.organisations import Agreement, Contact, Flag, Office, Partner, Person
from partnerdesk.store.tables.sameness import Sameness

ALL: tuple[type[Record], ...] = (
    Office,
    Person,
    Partner,
    Contact,
    Agreement,
    Flag,
    Sameness,
    Assessment,
    Respondent,
    Answer,
    Consultation,
    Participant,
    Session,
    Note,
    GoodPractice,
    Recommendation,
    Action,
    Attachment,
)
