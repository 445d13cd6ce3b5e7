"""The tables of every kind of record, each field described once."""

from partnerdesk.store.kinds import Record
from partnerdesk.store.tables.assessing import Answer, Assessment, Respondent
from partnerdesk.store.tables.consulting import Consultation, GoodPractice, Note, Participant, Recommendation, Session
from partnerdesk.store.tables.following import Action
from partnerdesk.store.tables.organisations import Agreement, Contact, Flag, Office, Partner, Person

ALL: tuple[type[Record], ...] = (
    Office,
    Person,
    Partner,
    Contact,
    Agreement,
    Flag,
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
)
