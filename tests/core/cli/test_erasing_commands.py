"""Erasing, retention and consent on the command line: shown first, done with --yes, and told in full."""

from tests.core.cli.conftest import Command


def test_erasing_shows_what_goes_and_needs_a_yes(partnerdesk: Command) -> None:
    partner = partnerdesk.new("partner", "legal_name=Salwa", "org_type=ngo")
    partnerdesk.new("contact", f"partner_id={partner}", "name=Qabbani")

    refused = partnerdesk.refused("erase", partner, "--reason", "She asked")
    shown = partnerdesk.out
    done = partnerdesk.json("erase", partner, "--reason", "She asked", "--yes")

    assert "--yes" in refused
    assert "Salwa" in shown
    assert "Qabbani" in shown
    assert [part["kind"] for part in done["erased"]] == ["partner", "contact"]
    assert partnerdesk.json("record", "list", "partner") == []
    history = partnerdesk.json("record", "history", partner)
    assert (history[0]["reason"], history[0]["note"], history[1]["erased"]) == ("redact", "She asked", True)
    partnerdesk("record", "history", partner)
    assert "Erased" in partnerdesk.out
    assert "Salwa" not in partnerdesk.out
    logged = partnerdesk.json("retention", "log")
    assert {(one["kind"], one["reason"]) for one in logged} == {("partner", "She asked"), ("contact", "She asked")}
    assert partnerdesk("retention", "log") == 0
    assert "She asked" in partnerdesk.out


def test_single_fields_are_erased_and_unknown_ones_refused(partnerdesk: Command) -> None:
    partner = partnerdesk.new("partner", "legal_name=Cèdre", "org_type=ngo", "notes=Salwa")

    assert "legal_name" in partnerdesk.refused("erase", partner, "--fields", "x", "--reason", "r", "--yes")
    assert "reason" in partnerdesk.refused("erase", partner, "--fields", "notes", "--yes")
    partnerdesk.json("erase", partner, "--fields", "notes", "--reason", "Not needed", "--yes")

    assert partnerdesk.json("record", "show", partner)["notes"] is None


def test_what_is_due_is_listed_kept_or_erased(partnerdesk: Command) -> None:
    meeting = partnerdesk.new("consultation", "name=Forum", "kind=workshop", "dates=2015-01-01..2015-01-02")
    note = partnerdesk.new("note", f"consultation_id={meeting}", "raw_text=Salwa")

    due = partnerdesk.json("retention", "list")
    assert {one["id"] for one in due} == {meeting, note}
    partnerdesk("retention", "list")
    assert "2 records are due" in partnerdesk.out
    assert "future" in partnerdesk.refused("retention", "keep", meeting, "--until", "2020-01-01", "--reason", "r")
    partnerdesk.json("retention", "keep", meeting, "--until", "2999-01-01", "--reason", "Audit")
    assert "--yes" in partnerdesk.refused("retention", "erase", "--all")
    partnerdesk.json("retention", "erase", "--all", "--yes")

    assert partnerdesk.json("retention", "list") == []
    assert partnerdesk.json("record", "show", note)["raw_text"] is None
    assert "not in the list" in partnerdesk.refused("retention", "erase", note, "--yes")


def test_withdrawing_consent_shows_what_was_found_and_erases_what_is_chosen(partnerdesk: Command) -> None:
    partner = partnerdesk.new("partner", "legal_name=Cèdre", "org_type=ngo")
    contact = partnerdesk.new("contact", f"partner_id={partner}", "name=Salwa Qabbani")
    action = partnerdesk.new("action", "description=Call Salwa Qabbani", "responsible=Us", "due=2030-01-01")

    assert "--only" in partnerdesk.refused("consent", "withdraw", contact)
    assert action in partnerdesk.out
    done = partnerdesk.json("consent", "withdraw", contact, "--only", f"{contact},{action}", "--yes")

    assert [part["id"] for part in done["erased"]] == [contact, action]
    shown = partnerdesk.json("record", "show", contact)
    assert (shown["name"], bool(shown["consent_withdrawn_on"])) == (None, True)
    assert partnerdesk.json("record", "show", action)["description"] is None
