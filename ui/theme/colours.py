"""The colours of the program by what they are for, in a light and a dark set; text pairs keep WCAG AA."""

import msgspec


class Colours(msgspec.Struct, frozen=True):
    """One set of colours; every name says what the colour is for, every value is ``#rrggbb``."""

    name: str
    window: str
    surface: str
    sunken: str
    border: str
    outline: str
    """The edge of something that can be typed into: at least 3:1 to `surface`."""
    text: str
    muted: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    focus: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    ours: str
    partner: str
    joint: str
    toast: str
    on_toast: str
    tick: str
    """Which of the two drawn ticks lies readably on `accent`."""


LIGHT = Colours(
    name="light",
    window="#f4f6f7",
    surface="#ffffff",
    sunken="#eaeef0",
    border="#d7dee2",
    outline="#7d8b97",
    text="#16212b",
    muted="#4f5e6b",
    accent="#0b6770",
    accent_strong="#084f56",
    accent_soft="#d9eef0",
    on_accent="#ffffff",
    focus="#1a5fd0",
    danger="#b3261e",
    danger_soft="#fbe7e5",
    warning="#7d4b00",
    warning_soft="#fdefd3",
    success="#1a6a40",
    success_soft="#def2e6",
    ours="#0b6770",
    partner="#b4540a",
    joint="#6a3fa0",
    toast="#1f2a33",
    on_toast="#f5f8fa",
    tick="white",
)

DARK = Colours(
    name="dark",
    window="#11161a",
    surface="#1a2127",
    sunken="#0c1013",
    border="#313c45",
    outline="#768491",
    text="#e6ecf0",
    muted="#a9b6c0",
    accent="#5fc8cf",
    accent_strong="#86dce1",
    accent_soft="#173b3f",
    on_accent="#062326",
    focus="#8ab8ff",
    danger="#ff9d94",
    danger_soft="#421c19",
    warning="#f2c069",
    warning_soft="#3d2c0b",
    success="#77d39d",
    success_soft="#123521",
    ours="#5fc8cf",
    partner="#ffb266",
    joint="#c6a8f7",
    toast="#dfe6eb",
    on_toast="#16212b",
    tick="dark",
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours, 1 to 21, after WCAG 2.2 (relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
