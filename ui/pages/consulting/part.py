"""What every part of a consultation's page is."""

from typing import TYPE_CHECKING

from ui.page import Page

if TYPE_CHECKING:
    from partnerdesk.consultations import Sheet


class SheetPart(Page):
    """Shows one side of a consultation; it is told the whole sheet after each change."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("part")

    def show_sheet(self, sheet: "Sheet") -> None:
        """Show a consultation as it stands; what is typed and not saved stays."""
        raise NotImplementedError
