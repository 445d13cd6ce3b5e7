"""Sample data: the same for the same seed, allowed by every rule that holds for people, in the shares that were measured."""

import hashlib
from collections import Counter
from pathlib import Path
from statistics import median

import pytest

from partnerdesk import actions, assessments, consultations, demo, doctor, duplicates, notes, validation, workspace
from partnerdesk.assessments import guards
from partnerdesk.demo.names import Namer
from partnerdesk.demo.pen import dice
from partnerdesk.demo.sizes import Size
from partnerdesk.demo.words import countries, names
from partnerdesk.desk import Desk, Identity
from partnerdesk.errors import PartnerDeskError
from partnerdesk.instruments.answers import is_allowed
from partnerdesk.instruments.model import DK, NA
from partnerdesk.progress import Cancelled
from partnerdesk.store.keyslot import LIGHT
from partnerdesk.store.kinds import kinds
from partnerdesk.text import fold
from tests.core.demo.sample import FIELD, Fill, ask, share, views

INTRODUCED = ("office", "person")
"""Kinds of which a workspace records one each by itself, under an id of its own."""


def digest(desk: Desk) -> str:
    """Return what tells all records with their values, times and authors from any others."""
    found = hashlib.sha256()
    for kind in kinds().values():
        columns = ", ".join(f'"{name}"' for name in ("created_at", "created_by", "changed_at", *kind.fields))
        if kind.name in INTRODUCED:
            columns = ", ".join(f'"{name}"' for name in kind.fields if name != "site")
        else:
            columns = f"id, {columns}"
        for row in sorted(map(repr, ask(desk, f"SELECT {columns} FROM {kind.name}"))):  # noqa: S608
            found.update(row.encode())
    return found.hexdigest()


def test_the_same_seed_gives_the_same_records(small: Desk, fill: Fill) -> None:
    again = fill("S", 7)

    assert digest(again) == digest(small)
    assert again.site != small.site


def test_another_seed_gives_other_records(small: Desk, fill: Fill) -> None:
    other = fill("S", 8)

    assert not set(ask(other, "SELECT id FROM partner")) & set(ask(small, "SELECT id FROM partner"))


def test_a_small_office_has_twelve_organisations_three_rounds_and_nothing_in_dispute(small: Desk) -> None:
    rounds = ask(
        small,
        "SELECT count(*) FROM assessment WHERE instrument LIKE 'pop4%' OR instrument LIKE 'ghp5%' GROUP BY partner_id",
    )

    assert [len(views(small, kind)) for kind in ("office", "partner")] == [1, 12]
    assert rounds == [(3,)] * 12
    assert ask(small, "SELECT count(*) FROM conflict") == [(0,)]
    # One office records nobody twice, so that it has nothing to judge.
    assert all(ask(small, f"SELECT count(*) FROM {kind}")[0][0] for kind in kinds().keys() - {"sameness"})  # noqa: S608


@pytest.mark.parametrize("kind", kinds())
def test_every_record_keeps_to_the_description_of_its_kind(small: Desk, kind: str) -> None:
    found = [problem for view in views(small, kind) for problem in validation.problems(view.kind, view.values)]

    assert found == []


def test_every_answer_is_allowed_and_was_asked(small: Desk) -> None:
    for view in views(small, "assessment"):
        sheet = assessments.full_sheet(small, view.id)
        instrument = sheet.instrument
        for answer in small.children("answer", assessment_id=view.id):
            criterion = instrument.criterion(str(answer["criterion"]))

            assert criterion is not None
            assert is_allowed(criterion, answer["value"]), (criterion.key, answer["value"])


def test_every_assessment_came_to_its_state_past_the_guards(small: Desk) -> None:
    stops = []
    states = Counter[str]()
    for view in views(small, "assessment"):
        sheet = assessments.full_sheet(small, view.id)
        status = str(view["status"])
        states[status] += 1
        if status in ("submitted", "returned", "validated", "shared"):
            stops += guards.before_submitting(sheet)
        if status in ("validated", "shared"):
            stops += guards.before_validating(sheet, str(view["validated_by"]), "focal_point", "")
        if status == "shared":
            stops += guards.before_sharing(
                sheet,
                invited=bool(view["partner_invited_on"]),
                reviewed=bool(view["comments_reviewed"]),
                recipients=str(view["shared_with"]),
            )

    assert stops == []
    assert set(states) >= {"draft", "submitted", "validated", "shared"}


def test_minutes_were_cleared_past_the_guards_and_give_nobody_away(small: Desk) -> None:
    cleared = 0
    for view in views(small, "consultation"):
        sheet = consultations.sheet(small, view.id)
        if view["status"] in ("cleared", "shared", "followed_up"):
            assert consultations.obstacles(sheet, "clear") == []
        if view["status"] in ("shared", "followed_up"):
            assert consultations.obstacles(sheet, "share") == []
        if view["status"] == "followed_up":
            assert consultations.obstacles(sheet, "close") == []
        for note in sheet.notes:
            if note["status"] == "cleared":
                cleared += 1
                assert notes.is_cleared(note)
                assert note["cleared_by"] != (note["redacted_by"] or note.created_by)

    assert cleared > 100


@pytest.fixture(scope="module")
def sheets(medium: Desk) -> list[assessments.Sheet]:
    """Give every assessment of a country office as its page shows it."""
    return [assessments.full_sheet(medium, view.id) for view in views(medium, "assessment")]


def test_answers_show_the_measured_shares(sheets: list[assessments.Sheet]) -> None:
    asked = [
        question
        for sheet in sheets
        for side in sheet.begun
        for voice in side.voices
        for question in voice.questions
        if question.criterion.kind == "scale"
    ]
    with_na = [one.value for one in asked if one.criterion.allows_na]
    with_dk = [one.value for one in asked if one.criterion.allows_dk]

    assert with_na.count(NA) / len(with_na) == pytest.approx(0.12, abs=0.025)
    assert with_dk.count(DK) / len(with_dk) == pytest.approx(0.04, abs=0.015)
    assert [one.value for one in asked].count(None) / len(asked) == pytest.approx(0.06, abs=0.03)


def test_the_partner_is_missing_in_four_of_ten_and_both_agree_in_one_of_three(medium: Desk) -> None:
    sides = ask(
        medium,
        "SELECT max(r.perspective = 'partner'), max(r.perspective = 'joint'), a.instrument FROM assessment a"
        " JOIN respondent r ON r.assessment_id = a.id GROUP BY a.id",
    )
    with_joint = [joint for _partner, joint, key in sides if key.split()[0] in ("pop4", "ghp5", "closure")]

    assert sum(partner for partner, _joint, _key in sides) / len(sides) == pytest.approx(0.6, abs=0.08)
    assert sum(with_joint) / len(with_joint) == pytest.approx(0.35, abs=0.1)


def test_gaps_between_the_sides_point_both_ways(sheets: list[assessments.Sheet]) -> None:
    found = [sheet.scores.gap for sheet in sheets]
    gaps = [float(gap.signed_gap) for gap in found if gap is not None and gap.signed_gap is not None]

    assert min(gaps) < -5
    assert max(gaps) > 15


def test_actions_are_overdue_and_verified_as_often_as_measured(medium: Desk) -> None:
    found = views(medium, "action")
    late = sum(actions.is_overdue(one, demo.LAST_DAY) for one in found)

    assert late / len(found) == pytest.approx(0.25, abs=0.06)
    assert share(medium, "action", "status = 'verified'") == pytest.approx(0.6, abs=0.07)


def test_meetings_show_the_measured_shares(medium: Desk) -> None:
    sensitive = share(medium, "note", "sensitivity IN ('high', 'severe')")
    chatham = share(medium, "consultation", "attribution_rule = 'chatham'")

    assert 0.06 <= sensitive <= 0.16
    assert chatham == pytest.approx(0.3, abs=0.15)


def test_names_have_the_measured_lengths_and_letters() -> None:
    namer, rng = Namer(), dice(3, "names")
    known = list(countries().values())

    found = [namer.organisation(rng, one.languages, one.culture).legal for one in known for _ in range(6)]

    assert median(map(len, found)) == pytest.approx(34, abs=4)
    assert max(map(len, found)) <= 139
    assert sum(len(name) <= 66 for name in found) / len(found) == pytest.approx(0.95, abs=0.03)
    assert sum(not name.isascii() for name in found) / len(found) == pytest.approx(0.16, abs=0.03)
    assert len(set(map(fold, found))) == len(found)


def test_some_organisations_are_recorded_twice_and_no_two_others_share_a_name(medium: Desk) -> None:
    found = Counter(fold(legal) for (legal,) in ask(medium, "SELECT legal_name FROM partner"))

    assert sum(found.values()) == 40
    assert sum(number - 1 for number in found.values()) <= 2


def test_no_acronym_is_that_of_a_real_organisation(medium: Desk) -> None:
    found = {acronym for (acronym,) in ask(medium, "SELECT acronym FROM partner WHERE acronym <> ''")}

    assert found
    assert not found & names().reserved


def test_an_office_writes_in_its_own_language_and_that_of_its_country(small: Desk, fill: Fill) -> None:
    arabic = "raw_text GLOB '*[ء-ي]*'"
    english = fill("S", 7, Identity("KEN-NAI", "Nairobi office", "Wanjiru", language="en"))

    assert 0.1 < share(small, "note", arabic) < 0.6
    assert share(english, "note", arabic) == 0
    assert share(english, "note", "raw_text LIKE '% the %'") > 0.5


def test_a_region_is_written_by_many_devices_and_has_open_and_decided_disputes(
    fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(demo.SIZES, "region", Size(150, 24, 1, 0.1, 0, 1, 0))

    desk = fill("region", 5, Identity("MENA-RO", "Regional office", "Focal point", role="focal_point", language="en"))

    assert len(ask(desk, "SELECT DISTINCT site FROM stream")) == 24
    assert len(ask(desk, "SELECT DISTINCT scope FROM partner")) == 24
    assert ask(desk, "SELECT count(*) FROM conflict")[0][0] >= 1
    assert ask(desk, 'SELECT count(*) FROM op WHERE body LIKE \'%"why":"resolve"%\'')[0][0] >= 1
    assert doctor.examine(desk).problems == []
    assert [one.verdict for one in duplicates.judged(desk)] == ["same"]
    offices = dict(ask(desk, "SELECT id, scope FROM partner"))
    assert any(offices[match.one] != offices[match.other] for match in duplicates.candidates(desk))


def test_stopping_leaves_no_workspace_behind(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled(f"{done} of {total}")

    with pytest.raises(Cancelled):
        demo.make(tmp_path / "w", "passphrase", FIELD, "S", 7, LIGHT, stop)

    assert not (tmp_path / "w").exists()


def test_progress_goes_up_to_the_end(tmp_path: Path) -> None:
    told = []

    made = demo.make(tmp_path / "w", "passphrase", FIELD, "S", 7, LIGHT, lambda done, total: told.append((done, total)))
    made.desk.close()

    assert told == sorted(told)
    assert told[-1] == (100, 100)
    assert workspace.exists(tmp_path / "w")


def test_a_workspace_in_use_is_not_mixed_with_sample_data(small: Desk) -> None:
    with pytest.raises(PartnerDeskError, match=r"holds partners already.*Nothing was changed"):
        demo.generate(small, "S", 7)


def test_an_unknown_size_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(PartnerDeskError, match=r"size “XL”. Choose one of: S, M, L, region, hq"):
        demo.make(tmp_path / "w", "passphrase", FIELD, "XL", 7, LIGHT)

    assert not (tmp_path / "w").exists()
