"""The errors a person can do something about; anything else that is raised is a bug."""


class PartnerDeskError(Exception):
    """Something the environment or the user caused, told in whole sentences.

    The message says what happened, what is safe and what to do. It is shown as it is, in the window and on
    standard error, so it is already translated and holds no record contents that logs must not keep.
    """


class HubNotReached(PartnerDeskError):  # noqa: N818  reads as what it is
    """The server of a shared database is away or lets nobody in; another address or password may help."""
