"""Which names, numbers and addresses are taken for the same organisation, and what is said about it."""

import pytest

from partnerdesk import i18n
from partnerdesk.duplicates.index import Index
from partnerdesk.duplicates.likeness import CANDIDATE, Match
from partnerdesk.duplicates.profiles import profile
from partnerdesk.store.ops import Value

Values = dict[str, Value]

SAME: list[tuple[Values, Values]] = [
    ({"legal_name": "Œuvres du Cèdre"}, {"legal_name": "OEUVRES DU CEDRE"}),
    ({"legal_name": "Association des femmes du Nord"}, {"legal_name": "Femmes du Nord (Association)"}),
    ({"legal_name": "Association des femmes du Nord"}, {"legal_name": "Association Femme du Nord"}),
    ({"legal_name": "Secours Solidarité Sahel"}, {"legal_name": "Solidarité Secours Sahel"}),
    ({"legal_name": "Médecins de la Vallée"}, {"legal_name": "Medecins de la Valée"}),
    ({"legal_name": "El-Amal"}, {"legal_name": "El Amal"}),
    ({"legal_name": "جمعيّة النساء للتنمية"}, {"legal_name": "جمعية نساء للتنمية"}),
    ({"legal_name": "مؤسسة الأمل"}, {"legal_name": "مؤسسة الامل"}),
    ({"legal_name": "Fundación Niños del Río"}, {"legal_name": "Fundacion ninos del rio"}),
    ({"legal_name": "Asociación Mujeres Tejedoras de Paz"}, {"legal_name": "Mujeres Tejedoras de Paz"}),
    ({"legal_name": "Sudan Relief Volunteers"}, {"legal_name": "Soudan Relief Volunteers"}),
    (
        {"legal_name": "Women for Peace", "aliases": ["Femmes pour la paix du Ténéré"]},
        {"legal_name": "Femmes pour la Paix du Tenere"},
    ),
    (
        {"legal_name": "Cedar Women's Union", "acronym": "CWU", "country": "LB"},
        {"legal_name": "C.W.U.", "country": "LB"},
    ),
    (
        {
            "legal_name": "Entraide Horizon",
            "registration": [{"number": "1234/AD", "authority": "Ministry of Interior"}],
        },
        {"legal_name": "Horizon Bleu", "registration": [{"number": "1234-ad", "authority": "ministry of interior"}]},
    ),
]

NOT_SAME: list[tuple[Values, Values]] = [
    ({"legal_name": "Association des femmes du Nord"}, {"legal_name": "Association des femmes du Sud"}),
    ({"legal_name": "Association pour l'eau de Tyr"}, {"legal_name": "Association pour la santé de Tyr"}),
    (
        {"legal_name": "Association des femmes rurales pour le développement durable de Zinder", "country": "NE"},
        {"legal_name": "Association des femmes rurales pour le développement durable de Maradi", "country": "NE"},
    ),
    ({"legal_name": "Niger Relief"}, {"legal_name": "Nigeria Relief"}),
    ({"legal_name": "Groupement agricole 1"}, {"legal_name": "Groupement agricole 2"}),
    ({"legal_name": "جمعية نساء الشمال"}, {"legal_name": "جمعية نساء الجنوب"}),
    ({"legal_name": "Fundación Niños del Río"}, {"legal_name": "Fundación Niñas del Mar"}),
    (
        {"legal_name": "Association Familles du Niger", "acronym": "AFN", "country": "NE"},
        {"legal_name": "Action Femmes et Nature", "acronym": "AFN", "country": "NE"},
    ),
    (
        {"legal_name": "Banyan Health", "email": "banyan@gmail.com", "country": "KE"},
        {"legal_name": "Savannah Youth", "email": "savannah@gmail.com", "country": "KE"},
    ),
    (
        {"legal_name": "Cedar Aid", "registration": [{"number": "77/2010", "authority": "Beirut"}], "country": "LB"},
        {"legal_name": "Olive Hands", "registration": [{"number": "77/2010", "authority": "Amman"}], "country": "JO"},
    ),
    ({"legal_name": "Cedar Aid"}, {"legal_name": "Association"}),
    ({"legal_name": ""}, {"legal_name": ""}),
]

OTHERS = [
    "Fraternité Banyan", "Association des éleveurs du Sahel", "Femmes en marche", "Comité pour l'eau", "Youth of the Valley",
    "Association des jeunes de Zinder", "Réseau des femmes rurales", "جمعية الشباب", "Fundación Tierra", "Health for All",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.set_language("en")


def compared(*partners: Values) -> list[Match]:
    """Compare these partners with each other and with some that have nothing to do with them."""
    others = [{"legal_name": name} for name in OTHERS]
    profiles = [profile(values, str(number), "LBN-TYR") for number, values in enumerate([*partners, *others])]
    return Index(profiles).pairs()


@pytest.mark.parametrize(("one", "other"), SAME)
def test_an_organisation_recorded_twice_is_proposed(one: Values, other: Values) -> None:
    found = compared(one, other)

    assert [(match.one, match.other) for match in found] == [("0", "1")]
    assert found[0].score >= CANDIDATE
    assert found[0].reasons


@pytest.mark.parametrize(("one", "other"), NOT_SAME)
def test_different_organisations_are_not_proposed(one: Values, other: Values) -> None:
    assert compared(one, other) == []


def test_the_order_in_which_partners_are_held_changes_nothing() -> None:
    for one, other in SAME:
        there, back = compared(one, other), compared(other, one)

        assert [match.score for match in there] == [match.score for match in back]


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("Femmes Nord", "FEMMES NORD", "“{one}” and “{other}” differ only in capitals, accents, spaces or signs."),
        ("Secours Sahel Vert", "Sahel Vert Secours", "“{one}” and “{other}” are the same words in another order."),
        ("Amis de la Terre", "Ami Terre", "“{one}” and “{other}” differ only in small words or endings."),
        ("Cedar Aid", "Cedar Aid Trust", "“{one}” and “{other}” differ only in words that one of them leaves out."),
        ("Cedar Aid", "Cedar Aid", "Both go by the name “{one}”."),
    ],
)
def test_how_names_differ_is_told(one: str, other: str, sentence: str) -> None:
    found = compared({"legal_name": one}, {"legal_name": other})

    assert found[0].reasons[0] == sentence.format(one=one, other=other)


def test_everything_that_speaks_for_and_against_is_told() -> None:
    number = {"number": "1234/AD", "authority": "Ministry"}
    one = {
        "legal_name": "Cedar Aid", "acronym": "CDA", "country": "LB", "place": "Tyre", "registration": [number],
        "email": "info@cedar-aid.example", "phone": "+961 7 123 456",
    }  # fmt: skip
    other = {**one, "legal_name": "Cedar Help", "acronym": "CH", "country": "JO"}

    assert compared(one, other)[0].reasons == (
        "Their acronyms differ: CDA and CH.",
        "Same registration number: 1234/AD.",
        "Their mail addresses end alike: cedar-aid.example.",
        "Same telephone number: +961 7 123 456.",
        "In different countries: Lebanon and Jordan.",
        "Same place: Tyre.",
    )


def test_a_partner_is_recognised_while_its_name_is_being_typed() -> None:
    index = Index(
        [profile({"legal_name": name}, name, "LBN-TYR") for name in ["Association des femmes du Nord", *OTHERS]]
    )

    found = {text: [match.other for match in index.like(profile({"legal_name": text}))] for text in (
        "Association des fem", "Femmes du Nor", "femmes nord", "Femmes du Sud", "Associ",
    )}  # fmt: skip

    assert found["Femmes du Nor"] == found["femmes nord"] == ["Association des femmes du Nord"]
    assert found["Femmes du Sud"] == found["Associ"] == []
