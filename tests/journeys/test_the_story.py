"""The main job through the use cases: an officer's weeks, a focal point's Monday, and the way back, by files alone."""

import datetime as dt
import json
from pathlib import Path

import pypdfium2
import pytest

from partnerdesk import (
    actions,
    assessments,
    backup,
    conflicts,
    consultations,
    doctor,
    forms,
    minutes,
    notes,
    partners,
    receiving,
    sending,
    trust,
    workspace,
)
from partnerdesk.decisions import decisions
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store.listings import Query, ids
from tests.core.devices import FOCAL, OFFICER, PASSPHRASE, device

QUESTIONS = [
    *("acc.balance", "acc.inform", "acc.credit"),
    *("tra.clarity", "tra.learning", "tra.sharing"),
    *("res.context", "res.power", "res.humility"),
    *("equ.leadership", "equ.voice", "equ.risk"),
]


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def trust_by_card(receiver: Desk, sender: Desk, card: Path) -> None:
    """Hand over a card as a file and compare its code, as two people do."""
    shown = trust.shown_card(sender)
    card.write_text(json.dumps(shown), encoding="utf-8")
    trust.trust(receiver, card, shown["code"])


def assess(desk: Desk, partner: str) -> str:
    """Answer the four principles from our side and the partner's, and hand the form in."""
    made = assessments.start(desk, partner, "pop4", perspectives=("ours", "partner"))
    for perspective, value in (("ours", 3), ("partner", 2)):
        respondent = assessments.first_respondent(made, perspective)
        for criterion in QUESTIONS:
            assessments.answer(desk, made, respondent, criterion, value=value)
    return made


def consult(desk: Desk, partner: str) -> tuple[str, str]:
    """Note a meeting with a hidden participant and a recommendation that becomes an action."""
    meeting = consultations.plan(
        desk,
        {
            "name": "Consultation sur l’accès",
            "kind": "regional",
            "themes": ["access", "duty_of_care"],
            "place": "Tyr",
            "dates": {"start": "2026-03-02", "end": "2026-03-03"},
            "attribution_rule": "organisation",
            "consent": "oral",
        },
    )
    consultations.add_participant(
        desk,
        meeting,
        {"name": "Nadia Secrète", "organisation": "Cèdre", "confidentiality": "hidden", "partner_id": partner},
    )
    consultations.add_participant(desk, meeting, {"org_type": "cbo", "number": 12, "confidentiality": "category_only"})
    session = consultations.add_session(desk, meeting, "Plénière")
    note = notes.add_note(desk, meeting, session, "Les permis arrivent trop tard.", "key_message")
    notes.save_shareable(desk, note, "Les autorisations tardent.")
    consultations.add_good_practice(desk, meeting, {"name": "Convois communs", "done": "Deux organisations par camion"})
    recommendation = consultations.add_recommendation(desk, meeting, {"text": "Demander les permis ensemble"})
    action = consultations.follow_up(desk, recommendation, "Équipe d’accès", dt.date(2026, 5, 1))
    return meeting, action


def test_from_the_first_record_to_the_decision_that_comes_back(tmp_path: Path) -> None:
    field, region = device(tmp_path / "field", OFFICER), device(tmp_path / "region", FOCAL)
    trust_by_card(field, region, tmp_path / "region.json")
    trust_by_card(region, field, tmp_path / "field.json")

    partner = partners.create(
        field, {"legal_name": "Association du Cèdre", "org_type": ["ngo"], "relation_type": ["funded"]}
    )
    assessment = assess(field, partner)
    meeting, action = consult(field, partner)
    assessments.submit(field, assessment)
    with pytest.raises(PartnerDeskError):
        assessments.validate(field, assessment)

    bundle = tmp_path / "up.pdbundle"
    sending.export(field, ["MENA-RO"], bundle)
    looked_at = receiving.inspect(region, bundle)
    receipt = receiving.receive(region, bundle)
    preview = receiving.preview(region, receipt.id)
    accepted = receiving.accept(region, receipt.id)

    assert looked_at.kinds["answer"] == 24
    assert preview.summary == accepted.summary
    assert assessments.sheet(region, assessment).sides["ours"].result is not None

    assessments.validate(region, assessment)
    region.change("partner", partner, {"acronym": "ADC", "year_founded": 1998})
    field.change("partner", partner, {"acronym": "CEDRE", "place": "Tyr"})
    sending.export(field, ["MENA-RO"], tmp_path / "up2.pdbundle")
    receiving.accept(region, receiving.receive(region, tmp_path / "up2.pdbundle").id)
    (conflict,) = conflicts.conflicts(region)
    conflicts.resolve(region, conflict.id, "CEDRE", "L’équipe de terrain connaît son partenaire")

    sending.export(region, ["LBN-TYR"], tmp_path / "down.pdbundle")
    returned = receiving.accept(field, receiving.receive(field, tmp_path / "down.pdbundle").id)

    (decision,) = decisions(field, returned.id)
    merged = field.view("partner", partner)
    overview = partners.overview(field, partner)
    assert (decision.by, decision.office, decision.note) == (
        "Focal point",
        "MENA-RO",
        "L’équipe de terrain connaît son partenaire",
    )
    assert (merged["acronym"], merged["year_founded"], merged["place"]) == ("CEDRE", 1998, "Tyr")
    assert field.view("assessment", assessment)["status"] == "validated"
    assert conflicts.count(field) == conflicts.count(region) == 0
    assert [view.id for view in overview.assessments] == [assessment]
    assert not actions.is_overdue(field.view("action", action), dt.date(2026, 4, 30))

    states = [doctor.examine(desk, rebuild=True) for desk in (field, region)]
    assert [found.problems for found in states] == [[], []]
    assert states[0].scopes["LBN-TYR"] == states[1].scopes["LBN-TYR"]

    check_paper(field, assessment, meeting, tmp_path)
    check_backup(field, partner, tmp_path)
    region.close()


def check_paper(desk: Desk, assessment: str, meeting: str, folder: Path) -> None:
    """Print everything in every language; who must stay hidden is on no page."""
    for language in ("fr", "en", "es", "ar"):
        forms.print_assessment(desk, assessment, folder / f"filled-{language}.pdf", language)
        minutes.print_minutes(desk, meeting, folder / f"minutes-{language}.pdf", language, "participants")
        assert "Secrète" not in text_of(folder / f"minutes-{language}.pdf")
    assert "Association du Cèdre" in text_of(folder / "filled-fr.pdf")


def check_backup(desk: Desk, partner: str, folder: Path) -> None:
    """Close the desk and restore its backup elsewhere: everything is found, under a new site."""
    backup.back_up(desk, folder / "copy.pdbackup")
    desk.close()
    restored = backup.restore(folder / "copy.pdbackup", folder / "restored", PASSPHRASE)
    with restored.reading() as connection:
        assert ids(connection, Query("partner", text="cedre")) == [partner]
    assert restored.site != desk.site
    restored.close()


def test_a_workspace_whose_passphrase_is_forgotten_opens_with_its_recovery_key(tmp_path: Path) -> None:
    made = workspace.create(tmp_path / "w", PASSPHRASE, OFFICER)
    partner = made.desk.create("partner", {"legal_name": "Cèdre"})
    made.desk.close()

    desk = workspace.open_with_recovery(tmp_path / "w", made.recovery, "une autre phrase de passe entièrement neuve")
    desk.close()
    again = workspace.open_workspace(tmp_path / "w", "une autre phrase de passe entièrement neuve")

    assert again.view("partner", partner)["legal_name"] == "Cèdre"
    assert again.site == made.desk.site
    again.close()
