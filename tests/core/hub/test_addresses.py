"""Addresses of shared databases: what is read, what is shown, and when a connection may go unencrypted; SQL in translation."""

import pytest

from partnerdesk.errors import PartnerDeskError
from partnerdesk.store.hub import address
from partnerdesk.store.hub.sql import insert_of, translated


def test_a_password_is_never_shown() -> None:
    read = address.read("postgresql+psycopg://rana:se%20cret@db.example.org:5433/partners?schema=mena")

    assert read.password == "se cret"
    assert "cret" not in f"{read} {read!r} {read.shown}"
    assert read.shown == "rana@db.example.org:5433/partners (mena)"


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("postgresql://rana@db.example.org/partners", "require"),
        ("postgresql+psycopg://rana@10.0.0.7/partners", "require"),
        ("postgresql://rana@db.example.org/partners?sslmode=verify-full", "verify-full"),
        ("postgresql://rana@db.example.org/partners?sslmode=disable", "disable"),
        ("postgresql://rana@localhost/partners", "prefer"),
        ("postgresql:///partners?host=/run/postgresql", "prefer"),
    ],
)
def test_another_computer_is_spoken_to_over_tls_unless_the_address_says_otherwise(url: str, mode: str) -> None:
    assert address.read(url).for_driver()["sslmode"] == mode


@pytest.mark.parametrize(
    "url",
    [
        "",
        "partners",
        "sqlite:///partners.db",
        "postgresql://rana@db.example.org/",
        "postgresql://rana@db.example.org:port/partners",
        "postgresql://rana@db.example.org/partners?schema=a;drop",
        "postgresql://rana@db.example.org/partners?options=-csearch_path%3Dx",
        "postgresql://rana@db.example.org/a%00b",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(PartnerDeskError, match="no address of a shared database"):
        address.read(url)


def test_a_password_can_be_put_into_an_address() -> None:
    whole = address.with_password("postgresql://rana@db.example.org:5433/partners?schema=mena", "p@ss/w:ord é")

    read = address.read(whole)
    assert (read.user, read.password, read.host, read.port, read.schema) == (
        "rana",
        "p@ss/w:ord é",
        "db.example.org",
        5433,
        "mena",
    )


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (
            "SELECT a FROM b WHERE c = ? AND d = '?' AND \"e?\" = ?",
            "SELECT a FROM b WHERE c = $1 AND d = '?' AND \"e?\" = $2",
        ),
        ("SELECT ?1, ?1", "SELECT $1, $1"),
        ("x LIKE '%\"?\"%' AND y = ?", "x LIKE '%\"?\"%' AND y = $1"),
        ("a IN (SELECT value FROM json_each(?))", "a IN (SELECT value FROM jsonb_array_elements_text($1))"),
        ("a IN ()", "a IN (SELECT CAST(NULL AS text) WHERE FALSE)"),
    ],
)
def test_statements_are_translated(ours: str, theirs: str) -> None:
    assert translated(ours).decode() == theirs


def test_only_plain_inserts_of_parameters_are_copied() -> None:
    assert insert_of("INSERT INTO op (a, b) VALUES (?, ?)") is not None
    assert insert_of('INSERT INTO op ("a") VALUES (?) ON CONFLICT DO NOTHING') is not None
    assert insert_of("INSERT INTO op (a, b) VALUES (?, 0)") is None
    assert insert_of("UPDATE op SET a = ?") is None
