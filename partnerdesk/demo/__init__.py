"""Sample data: offices with invented partners, assessments and consultations, the same for the same seed."""

from partnerdesk.demo.filling import Counts, generate, make
from partnerdesk.demo.sizes import LAST_DAY, SIZES, Size

__all__ = ["LAST_DAY", "SIZES", "Counts", "Size", "generate", "make"]
