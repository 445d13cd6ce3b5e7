"""What holds for all tests: no random failures where nobody can look, no deadlines on slow machines."""

import os

from hypothesis import settings

settings.register_profile("partnerdesk", deadline=None, print_blob=True, derandomize="CI" in os.environ)
settings.load_profile("partnerdesk")
