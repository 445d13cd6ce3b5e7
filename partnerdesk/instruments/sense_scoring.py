"""Whether the rules of scoring fit their method: every score must find a band, and every name must exist."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from partnerdesk.i18n import _
from partnerdesk.instruments.document import Place
from partnerdesk.instruments.model import SCALED
from partnerdesk.instruments.numbers import as_number

Found = Iterator[tuple[Place, str]]
Raw = Mapping[str, Any]

_SCORING: Place = ("scoring",)
_LIMITS = {
    "weighted_mean": "min",
    "points_100": "min",
    "count_met": "min_ratio",
    "sum_values": "max_sum",
    "risk_points": "below_fraction",
}


def found(data: Raw) -> Found:
    """Find what does not fit in the rules of scoring of an instrument."""
    scoring = data["scoring"]
    method = scoring["method"]
    yield from _bands(scoring.get("bands", []), method, (*_SCORING, "bands"))
    check = _BY_METHOD.get(method)
    if check is not None:
        yield from check(data, scoring)
    for number, key in enumerate(scoring.get("report_sections", ())):
        yield from _section(data, key, (*_SCORING, "report_sections", number))
    if alternative := scoring.get("alternative"):
        yield from _points(data, alternative, (*_SCORING, "alternative"))
        yield from _bands(alternative["bands"], "points_100", (*_SCORING, "alternative", "bands"))
    if matrix := scoring.get("risk_matrix"):
        yield from _matrix(matrix, (*_SCORING, "risk_matrix"))


def _section(data: Raw, key: object, place: Place) -> Found:
    if key not in {section["key"] for section in data["sections"]}:
        yield place, _("there is no section “{name}”.").format(name=key)


def _bands(bands: Sequence[Raw], method: str, place: Place) -> Found:
    """Find bands without key limits or ranks, or which leave a score without a band."""
    if method != "none" and not bands:
        yield place, _("this method needs bands.")
        return
    keys = [band["key"] for band in bands]
    for number, band in enumerate(bands):
        if band["key"] in keys[:number]:
            yield (*place, number, "key"), _("“{value}” appears twice.").format(value=band["key"])
        if method != "none" and "rank" not in band:
            yield (*place, number), _("a band needs a whole number as “rank”.")
    ranks = [band["rank"] for band in bands if "rank" in band]
    if len(set(ranks)) < len(ranks):
        yield place, _("two bands have the same rank.")
    if limit := _LIMITS.get(method):
        yield from _limits(bands, limit, place)


def _limits(bands: Sequence[Raw], name: str, place: Place) -> Found:
    values = [as_number(band.get(name)) for band in bands]
    open_ended = name == "below_fraction"
    for number, (band, value) in enumerate(zip(bands, values, strict=True)):
        if value is None and not (open_ended and name in band and band[name] is None):
            yield (*place, number), _("a band needs a number as “{name}”.").format(name=name)
    if open_ended and sum(value is None for value in values) != 1:
        yield place, _("exactly one band, the last, has no limit (“{name}: null”).").format(name=name)
    known = [value for value in values if value is not None]
    if any(later <= earlier for earlier, later in pairwise(known)):
        yield place, _("the limits must rise from band to band.")
    if name in ("min", "min_ratio") and known and min(known) > 0:
        yield place, _("a score of 0 would have no band; one band must begin at 0.")


def _sum(data: Raw, scoring: Raw) -> Found:
    scales = data["scales"]
    tops = [
        max(as_number(option["value"]) or 0 for option in scales[criterion["scale"]]["options"])
        for section in data["sections"]
        for criterion in section["criteria"]
        if criterion["kind"] == SCALED and criterion["scale"] in scales and criterion["weight"] > 0
    ]
    limits = [as_number(band.get("max_sum")) or 0 for band in scoring.get("bands", ())]
    if limits and max(limits) < sum(tops):
        yield (*_SCORING, "bands"), _("the highest sum is {sum}, and no band reaches it.").format(sum=sum(tops))


def _needs(scoring: Raw, *names: str) -> Found:
    for name in names:
        if name not in scoring:
            yield _SCORING, _("“{name}” is missing.").format(name=name)


def _count(_data: Raw, scoring: Raw) -> Found:
    yield from _needs(scoring, "met_values")


def _risk(_data: Raw, scoring: Raw) -> Found:
    if len(scoring.get("bands", ())) != 4:
        yield (*_SCORING, "bands"), _("this method needs four bands.")


def _lights(_data: Raw, scoring: Raw) -> Found:
    yield from _needs(scoring, "red_value", "amber_value", "green_value", "rating_rule")
    bands = {band["key"] for band in scoring.get("bands", ())}
    rules = scoring.get("rating_rule", [])
    for number, rule in enumerate(rules):
        if rule["band"] not in bands:
            yield (*_SCORING, "rating_rule", number, "band"), _("there is no band “{name}”.").format(name=rule["band"])
    if rules and rules[-1]["any"]:
        yield (*_SCORING, "rating_rule"), _("the last rule must take what the others leave (“any: []”).")


def _points(data: Raw, points: Raw, place: Place = _SCORING) -> Found:
    yield from _needs(points, "section_max")
    for key in points.get("section_max", ()):
        yield from _section(data, key, (*place, "section_max", key))


def _matrix(matrix: Raw, place: Place) -> Found:
    for number, band in enumerate(matrix["bands"]):
        if "min" not in band:
            yield (*place, "bands", number), _("a band needs a number as “{name}”.").format(name="min")


_BY_METHOD: dict[str, Callable[[Raw, Raw], Found]] = {
    "sum_values": _sum,
    "count_met": _count,
    "risk_points": _risk,
    "traffic_light": _lights,
    "points_100": _points,
}
