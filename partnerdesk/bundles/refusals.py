"""Why a bundle is not opened, each as a sentence of its own; whichever it is, nothing was changed."""

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _


class BundleRefused(PartnerDeskError):  # noqa: N818  reads as what it is
    """A bundle was not opened, or reading it was stopped; what the caller had begun must be rolled back."""


class NotABundle(BundleRefused):
    """The file is something else."""

    def __init__(self) -> None:
        super().__init__(
            _("This file is not a bundle of PartnerDesk. Nothing was changed. Choose a file that ends in .pdbundle.")
        )


class NotForUs(BundleRefused):
    """None of the recipients is this device."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This bundle was not made for this device, so it cannot be opened here. Nothing was changed. "
                "Give your key card to the sender and ask for a new bundle."
            )
        )


class Readdressed(BundleRefused):
    """Somebody other than the signer encrypted the signed contents to this device."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The sender did not name this device as a recipient of this bundle; somebody else passed it on. "
                "Nothing was changed. Ask the sender for a bundle made for you."
            )
        )


class Truncated(BundleRefused):
    """The file ends before its end."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The end of this bundle is missing or damaged; the copy may have been interrupted. Nothing was changed. "
                "Copy the file again from where it came."
            )
        )


class Damaged(BundleRefused):
    """Bytes differ from those that were written, or the parts contradict each other."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This bundle is damaged. Nothing was changed. Copy the file again; if that does not help, ask the sender for a "
                "new one."
            )
        )


class Forged(BundleRefused):
    """The signature is not the one of the sender who is named."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The signature of this bundle does not fit its contents: it does not come from the sender it names, or "
                "somebody changed it. Nothing was changed. Ask the sender in person before you accept anything."
            )
        )


class NewerVersion(BundleRefused):
    """The bundle needs something that this version does not know."""

    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(
            _(
                "This bundle was written by a newer PartnerDesk ({theirs}); this one is {ours}. "
                "Nothing was changed. Update PartnerDesk, then merge again."
            ).format(theirs=theirs, ours=ours)
        )


class TooLarge(BundleRefused):
    """The bundle asks for more than `limits.Limits` allows."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This bundle is larger or more deeply nested than any real one, so it was not opened. Nothing was changed. "
                "Ask the sender to send the changes in several bundles."
            )
        )
