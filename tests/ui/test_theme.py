"""The look: colours that can be read, icons that follow the theme."""

import msgspec
import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPushButton

from partnerdesk import resources
from ui import theme
from ui.theme import icons
from ui.theme.colours import DARK, LIGHT, Colours, contrast

TEXT_ON = [
    (ink, ground)
    for ground in ("window", "surface", "sunken")
    for ink in ("text", "muted", "accent", "danger", "warning", "success")
] + [
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("accent_strong", "accent_soft"),
    ("text", "accent_soft"),
    ("muted", "accent_soft"),
    ("danger", "danger_soft"),
    ("text", "danger_soft"),
    ("warning", "warning_soft"),
    ("text", "warning_soft"),
    ("success", "success_soft"),
    ("on_toast", "toast"),
    ("surface", "warning"),
]
SEEN_ON = [
    (part, ground)
    for ground in ("window", "surface")
    for part in ("outline", "focus", "accent", "ours", "partner", "joint")
]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground_it_stands_on(colours: Colours) -> None:
    values = msgspec.structs.asdict(colours)

    poor = [pair for pair in TEXT_ON if contrast(values[pair[0]], values[pair[1]]) < 4.5]

    assert poor == []


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_and_the_focus_ring_stand_out(colours: Colours) -> None:
    values = msgspec.structs.asdict(colours)

    poor = [pair for pair in SEEN_ON if contrast(values[pair[0]], values[pair[1]]) < 3]

    assert poor == []


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#ffffff", "#000000"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_a_button_s_icon_follows_the_theme(qapp: QApplication) -> None:
    made = QPushButton()
    icons.put(made, "plus", "text")
    light = made.icon().pixmap(QSize(18, 18), 1.0).toImage()

    theme.prepare(qapp, "dark")

    assert made.icon().pixmap(QSize(18, 18), 1.0).toImage() != light
    assert theme.colours() is DARK


def test_the_icons_ship_with_their_licence() -> None:
    licence = resources.path("icons", "LICENSE.txt").read_text("utf-8")

    assert "ISC License" in licence
