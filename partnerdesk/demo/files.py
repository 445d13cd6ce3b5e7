"""Files that belong to some partners of the sample: short texts in place of what would be scanned."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from partnerdesk import filenames
from partnerdesk.demo.offices import Office, new_id
from partnerdesk.demo.scribe import Partnership
from partnerdesk.demo.sizes import LAST_DAY
from partnerdesk.desk import Desk
from partnerdesk.store import blobs
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.writer import Draft, Writer

ONE_IN = 4
"""Of so many partners one has a file."""

_NAMES = {
    "code_of_conduct": {"fr": "code-de-conduite.txt", "ar": "مدونة-السلوك.txt", "es": "codigo-de-conducta.txt"},
    "policy": {"fr": "politique.txt", "ar": "سياسة.txt", "es": "politica.txt"},
}
_OTHERWISE = {"code_of_conduct": "code-of-conduct.txt", "policy": "policy.txt"}


def attach_files(desk: Desk, rng: Random, found: Sequence[tuple[Office, Partnership]]) -> int:
    """Attach a file to every fourth partner, and to one at least; return how many files there are."""
    chosen = rng.sample(found, max(1, len(found) // ONE_IN)) if found else []
    with desk.writing() as connection:
        for office, partner in chosen:
            kind = rng.choice(tuple(_NAMES))
            name = _NAMES[kind].get(office.languages[0], _OTHERWISE[kind])
            content = f"{partner.name}\n{name}\n".encode()
            values = {
                **kind_named("attachment").defaults,
                "partner_id": partner.id,
                "name": name,
                "kind": kind,
                "media_type": filenames.media_type(name),
                "bytes": len(content),
                "sha256": blobs.put(connection, content, held=True),
            }
            at = office.at(LAST_DAY - timedelta(days=rng.randint(30, 300)), 300)
            author = office.author(office.officers[0])
            Writer(connection, author).write([Draft("attachment", values, id=new_id(rng), at=at)])
    return len(chosen)
