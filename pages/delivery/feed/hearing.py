"""When no process answers any more with what a change has made old.

Whoever is told of a change outside the site asks for the new answer at once: a cache that was
purged, a frontend that builds its page anew. A process that has not yet heard of the change would
give it the old one, which is then kept as if it were new.
"""

from __future__ import annotations

import datetime
from typing import Final

from django.utils import timezone

from pages import conf

ON_THE_WAY: Final = datetime.timedelta(seconds=5)
"""How much later than every process has heard of it the world is told. A change is written a while
before its transaction is over, an answer that was begun before it may still be on its way, and
clocks of several servers differ. Nobody waits for it: the outbox is looked at once a minute."""


def heard_by_all() -> datetime.datetime | None:
    """Return when every process has heard of a change that is made now.

    None where each process asks before every answer: nobody has to wait for any of them.
    """
    seconds = conf.api_check_seconds()
    if seconds <= 0:
        return None
    return timezone.now() + datetime.timedelta(seconds=seconds) + ON_THE_WAY
