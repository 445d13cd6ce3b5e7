"""The facts that the conditions of an instrument ask for, as the partner's record and the assessment know them."""

from collections.abc import Mapping

from partnerdesk.instruments.model import Instrument
from partnerdesk.store.ops import Value

FROZEN = "frozen"
"""Stands in an assessment's circumstances for the facts as they were when it was submitted."""
OPEN_STATES = frozenset({"", "draft", "returned"})
"""While an assessment is being written it follows what is known of the partner; afterwards it keeps what was known."""

_OF_PARTNER: Mapping[str, str] = {
    "partner.has_branches": "has_branches",
    "partner.holds_stock": "holds_stock",
    "partner.has_subpartners": "has_subpartners",
    "partner.contact_with_affected_people": "affected_people",
}
_OF_TYPE: Mapping[str, str] = {"partner.women_led": "women_led", "partner.refugee_led": "refugee_led"}


def facts(assessment: Mapping[str, Value], partner: Mapping[str, Value] | None) -> dict[str, object]:
    """Return the facts for an assessment, given the values of both records; what is not known is left out.

    What the assessment states itself (its field `context`) goes before what its partner's record says. The partner may
    be missing here: its record may not have been received yet.
    """
    own = dict(assessment.get("context") or {})
    frozen = own.pop(FROZEN, None)
    if (assessment.get("status") or "") in OPEN_STATES or frozen is None:
        frozen = facts_of_partner(partner or {})
    return {"subject": assessment.get("subject"), **frozen, **own}


def facts_of_partner(partner: Mapping[str, Value]) -> dict[str, object]:
    """Return what a partner's record says about the organisation."""
    known: dict[str, object] = {
        fact: partner[name] for fact, name in _OF_PARTNER.items() if partner.get(name) is not None
    }
    if types := partner.get("org_type"):
        known |= {fact: code in types for fact, code in _OF_TYPE.items()}
    return known


def frozen(assessment: Mapping[str, Value], partner: Mapping[str, Value] | None) -> dict[str, Value]:
    """Return the circumstances to store when an assessment is submitted: later news of the partner leaves them alone."""
    own = {name: value for name, value in (assessment.get("context") or {}).items() if name != FROZEN}
    return {**own, FROZEN: facts_of_partner(partner or {})}


def first_circumstances(instrument: Instrument, given: Mapping[str, Value]) -> dict[str, Value]:
    """Return the circumstances to begin with: those given and, of facts with listed values, the first value."""
    listed = {name: values[0] for name, values in instrument.context.items() if isinstance(values, list) and values}
    return {**listed, **given}
