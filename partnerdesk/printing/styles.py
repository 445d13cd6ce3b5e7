"""The few styles of paper; all of it reads in black and white."""

from partnerdesk.printing.text import Style

TITLE = Style(size=13.5, leading=17, bold=True)
PART = Style(size=12, leading=16, bold=True, before=14, after=4, keep_with_next=True)
SUBPART = Style(size=9.5, leading=13, bold=True, before=9, after=2, keep_with_next=True)
SECTION = Style(size=11, leading=14, bold=True)
QUESTION = Style(size=9.5, leading=12.5)
BODY = Style(size=9, leading=12)
STRONG = Style(size=9, leading=12, bold=True)
LABEL = Style(size=7.5, leading=9.5, gray=0.3)
HINT = Style(size=8, leading=10.5, gray=0.25)
HEAD = Style(size=8, leading=10, bold=True)
BOX = Style(size=11, leading=13)
TICK = Style(size=9, leading=13)
CHOICE = Style(size=7.5, leading=9)
NUMBER = Style(size=9.5, leading=12.5, bold=True)

NUMBER_WIDTH = 24
"""Room in points for the number before a question."""
EMPTY_BOX = "☐"
TICKED_BOX = "☑"
