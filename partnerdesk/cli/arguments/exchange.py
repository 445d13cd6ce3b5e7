"""What can be typed about bundles and keys."""

from partnerdesk.cli.parser import Commands, Parser, command, file, group
from partnerdesk.i18n import _


def add(commands: Commands) -> None:
    """Add bundle, keys and forks."""
    _bundles(commands)
    _keys(commands)
    _forks(commands)


def _bundles(commands: Commands) -> None:
    bundle = group(commands, "bundle", _("hand records over, and take them in"))
    made = command(bundle, "export", "bundles:export", _("write what the recipients do not have yet"), json=True)
    made.add_argument(
        "--to", action="append", default=[], metavar=_("OFFICE"), help=_("the code of an office that receives it")
    )
    made.add_argument(
        "--decided", action="store_true", help=_("also to every office that has not confirmed decisions made here")
    )
    file(made, "--out", _("the bundle to write"))
    made.add_argument("--small", action="store_true", help=_("pack it tighter, which takes longer"))
    files = made.add_mutually_exclusive_group()
    files.add_argument(
        "--with-attachments", action="store_true", help=_("files that the recipients have not got go along (usual)")
    )
    files.add_argument(
        "--without-attachments", action="store_true", help=_("files stay here now; the recipients ask for them")
    )
    made.add_argument(
        "--attachments-limit",
        type=int,
        default=100,
        metavar=_("MB"),
        help=_("files go along up to this size together, the smallest first; by default 100"),
    )
    made.add_argument("--note", default="", metavar=_("TEXT"), help=_("a word to the recipients"))
    made = command(bundle, "welcome", "welcome:write", _("write everything that a new device needs"), json=True)
    made.add_argument(
        "--to",
        required=True,
        metavar=_("DEVICE"),
        help=_("the new device's id, or its office where it is the only one"),
    )
    file(made, "file", _("the welcome kit to write"))
    made.add_argument("--note", default="", metavar=_("TEXT"), help=_("a word to the recipients"))
    made = command(bundle, "open-welcome", "welcome:open_kit", _("open a welcome kit on a new device"), json=True)
    file(made, "file", _("the welcome kit"))
    made.add_argument("--code", metavar=_("CODE"), help=_("the code that the kit's sender reads out"))
    made.add_argument("--accept-vouched", action="store_true", help=_("trust the devices that the sender vouches for"))
    made = command(bundle, "inspect", "bundles:inspect", _("look into a bundle without taking it in"), json=True)
    file(made, "file", _("the bundle"))
    made = command(bundle, "import", "bundles:take_in", _("check bundles and show what they would change"), json=True)
    file(made, "files", _("a bundle, or a folder with bundles"), nargs="+")
    choice = made.add_mutually_exclusive_group()
    choice.add_argument("--accept", action="store_true", help=_("merge them"))
    choice.add_argument("--aside", action="store_true", help=_("keep them aside for later"))
    command(bundle, "list", "bundles:list_receipts", _("list the bundles that arrived"), json=True)
    made = command(bundle, "accept", "bundles:accept", _("merge a bundle that waits"), json=True)
    _receipt(made)
    made = command(bundle, "discard", "bundles:discard", _("throw away a bundle that waits"))
    _receipt(made)
    made = command(bundle, "undo", "bundles:undo", _("take out again what a bundle brought"), json=True)
    _receipt(made)


def _receipt(made: Parser) -> None:
    made.add_argument("receipt", metavar=_("RECEIPT"), help=_("the receipt's id, as the list shows it"))


def _keys(commands: Commands) -> None:
    keys = group(commands, "keys", _("who may send bundles here, and receive ours"))
    made = command(keys, "show", "keys:show", _("show this device's key card and its short code"), json=True)
    file(made, "--out", _("a file for the card, to hand to the other side"), required=False)
    file(
        made, "--qr", _("a file for the card as a QR code: .svg or .png, or .pdf for a sheet to print"), required=False
    )
    made.add_argument(
        "--text", action="store_true", help=_("print the card as one line of text to paste, and nothing else")
    )
    command(keys, "list", "keys:list_keys", _("list the devices that are known here"), json=True)
    made = command(keys, "trust", "keys:trust_key", _("trust a device after comparing its short code"), json=True)
    file(made, "file", _("the other device's key card"), nargs="?")
    other = made.add_mutually_exclusive_group()
    other.add_argument("--text", metavar=_("TEXT"), help=_("the card as text, such as a QR code says it"))
    other.add_argument("--receipt", metavar=_("RECEIPT"), help=_("the card that came with this bundle"))
    made.add_argument("--code", metavar=_("CODE"), help=_("the code that its owner reads out"))
    made.add_argument(
        "--instead",
        action="store_true",
        help=_("trust former keys of the same person no longer: this one replaces them"),
    )
    made = command(
        keys, "recovery", "workspaces:new_recovery_key", _("make a new recovery key for this workspace"), json=True
    )
    made.add_argument("--new", action="store_true", help=_("make it; the former one opens nothing any more"))
    made = command(keys, "revoke", "keys:revoke", _("trust a device no longer"))
    made.add_argument("site", metavar=_("DEVICE"), help=_("the device's id, as the list shows it"))
    made.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why, for those who work here later"))
    made = command(
        keys, "accept-vouched", "keys:accept_vouched", _("trust devices that a welcome kit vouched for"), json=True
    )
    made.add_argument("site", nargs="*", metavar=_("DEVICE"), help=_("the ids of the devices; all when none is named"))


def _forks(commands: Commands) -> None:
    forks = group(commands, "forks", _("what was kept out because a workspace was copied and used twice"))
    command(forks, "list", "forks:list_forks", _("list what was kept out"), json=True)
    made = command(forks, "show", "forks:show", _("show a change beside what stands here"), json=True)
    _change(made)
    made = command(forks, "adopt", "forks:adopt", _("take over what a change says, as an edit of your own"))
    _change(made)
    made = command(forks, "leave", "forks:leave", _("leave changes out and do not be reminded of them"))
    _change(made, nargs="*")


def _change(made: Parser, nargs: str | None = None) -> None:
    made.add_argument("change", nargs=nargs, metavar=_("CHANGE"), help=_("the change's name, or how it begins"))
