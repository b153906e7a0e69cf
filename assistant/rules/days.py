"""Days as notes write them, for laying one beside another."""

from __future__ import annotations

import re

Day = tuple[int | None, int, int]
"""Year (None where the note leaves it out), month, day."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CENTURY = 2000
_NAME = "|".join(MONTHS)
_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(r"(?P<m>\d{1,2})[/.-](?P<d>\d{1,2})(?:[/.-](?P<y>\d{4}|\d{2}))?(?!\d)"),
    re.compile(rf"(?P<m>{_NAME})[a-z]*\.? (?P<d>\d{{1,2}})(?:,? (?P<y>\d{{4}}))?", re.IGNORECASE),
    re.compile(rf"(?P<d>\d{{1,2}}) (?P<m>{_NAME})[a-z]*\.?(?: (?P<y>\d{{4}}))?", re.IGNORECASE),
)


def day_in(text: str) -> Day | None:
    """The day that stands last in a text; None when there is none that a calendar has.

    >>> day_in("DOS: 4/18/25"), day_in("signed by R. Vann 18 April 2025")
    ((2025, 4, 18), (2025, 4, 18))
    """
    found = [m for form in _FORMS for m in form.finditer(text)]
    if not found:
        return None
    last = max(found, key=lambda m: (m.end(), -m.start()))
    month = last["m"]
    m = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
    d, y = int(last["d"]), last["y"]
    if not (1 <= m <= 12 and 1 <= d <= 31):
        return None
    return (int(y) if len(y) == 4 else CENTURY + int(y)) if y else None, m, d


def differ(one: Day, other: Day) -> bool:
    """Two days that cannot be the same, a missing year fitting any."""
    return one[1:] != other[1:] or (one[0] != other[0] and None not in (one[0], other[0]))
