"""Verdicts on whether two partners are one organisation that was recorded twice (domain.md, duplicates)."""

from partnerdesk.i18n import N_
from partnerdesk.store.kinds import Record, field, sensitivity


class Sameness(Record):
    """What somebody judged about two partners; there is one such record for each two, whoever judges (`sameness.record_of`).

    Why it was judged so stands in the history: two offices that agree for different reasons have nothing to decide.
    """

    __tablename__ = "sameness"
    label = N_("Same organisation or not")

    one = field(label=N_("One partner"), refers_to="partner", part_of=True, required=True, fixed=True)
    other = field(label=N_("The other partner"), refers_to="partner", required=True, fixed=True)
    verdict = field(label=N_("Judged to be"), codes="sameness_verdict", required=True)
    lead = field(label=N_("Goes by the name of"), refers_to="partner")
    sensitivity = sensitivity()
