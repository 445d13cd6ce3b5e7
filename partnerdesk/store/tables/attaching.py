"""Files that belong to a record (domain.md 2.10); their bytes are kept apart, by their SHA-256."""

from partnerdesk.i18n import N_
from partnerdesk.store.kinds import Record, field, sensitivity


class Attachment(Record):
    """A file that belongs to one record: a scan, a photo, a letter.

    Its bytes are no field: they lie in `blob` under their SHA-256, and may arrive later than this description.
    """

    __tablename__ = "attachment"
    label = N_("Attachment")
    title = ("caption", "name")

    name = field(label=N_("File"), required=True, fixed=True, searched=True, sensitivity="moderate")
    caption = field(label=N_("Caption"), searched=True, sensitivity="moderate")
    kind = field(label=N_("Kind"), codes="evidence_type")
    partner_id = field(label=N_("Partner"), refers_to="partner", part_of=True, fixed=True)
    agreement_id = field(label=N_("Agreement"), refers_to="agreement", part_of=True, fixed=True)
    assessment_id = field(label=N_("Assessment"), refers_to="assessment", part_of=True, fixed=True)
    consultation_id = field(label=N_("Consultation"), refers_to="consultation", part_of=True, fixed=True)
    action_id = field(label=N_("Action"), refers_to="action", part_of=True, fixed=True)
    media_type = field(label=N_("Type of file"), fixed=True)
    bytes = field(label=N_("Size in bytes"), type="int", fixed=True)
    sha256 = field(label=N_("Fingerprint (SHA-256)"), fixed=True, index=True)
    contains_personal_data = field(label=N_("Holds personal data"), type="bool")
    include_in_bundle = field(
        label=N_("Travels in bundles"),
        type="bool",
        default=True,
        help=N_("No: others learn that the file exists, and it stays here."),
    )
    retain_until = field(label=N_("Keep until"), type="date")
    sensitivity = sensitivity()
