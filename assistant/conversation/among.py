"""Requests among other words: behind *no, wait*, beside chatter, said twice, asked again."""

from __future__ import annotations

import re

from assistant.conversation.corrections import behind_cues
from assistant.conversation.intents import DECLINES, Intent, kind_of, understand
from assistant.conversation.taking import says_nothing
from assistant.conversation.values import Conversation
from assistant.note import reading_copy

JOINTS = re.compile(
    r"[.;!?]\s+|,\s+(?:and\s+|then\s+|now\s+|so\s+)*|\s+(?:and|then|now)\s+(?:then\s+|now\s+)?", re.IGNORECASE
)
"""Where one part of an utterance ends and another may begin."""
_AGAIN = re.compile(
    r"(?P<and>(?:(?:and|or|what about|how about|what if it (?:is|was)) )*)(?P<n>\d{1,3}) ?(?:min\w*)?[ ?!.]*"
)
BEHIND = frozenset(("draft", "copy", "save-as", "export", "missing", "status", "units", "done", "help"))
"""Requests that are taken when they follow an answer in the same utterance."""
MOST_RUN_TOGETHER = 8
"""Words of an utterance that passes over a question twice without a comma."""


def follow_up(conversation: Conversation, utterance: str) -> Intent | None:
    """*And 23?* behind a question on units asks it again with that figure."""
    m = _AGAIN.fullmatch(utterance.strip().lower())
    if m is None or conversation.turns[-1].intent != "units" or not (m["and"] or utterance.rstrip().endswith("?")):
        return None
    return Intent("units", said=f"{m['n']} minutes")


def twice_declined(conversation: Conversation, utterance: str) -> Intent | None:
    """*Dunno, can't recall*: each part passes over the question."""
    if utterance.rstrip().endswith("?"):
        return None
    parts = [p for p in re.split(r"[,.;]\s+", utterance.strip(" .")) if p.strip()]
    if len(parts) < 2:
        return _run_together(conversation, utterance)
    intents = [understand(p, asking=conversation.asked is not None) for p in parts]
    if not all(i is not None and i.id in (*DECLINES, "yes-no", "thanks") for i in intents):
        return None
    declines = [i for i in intents if i is not None and i.id in DECLINES]
    return declines[0] if declines else None


def _run_together(conversation: Conversation, utterance: str) -> Intent | None:
    """*I dunno skip*: the same without a comma."""
    words = utterance.split()
    if conversation.asked is None or not 2 <= len(words) <= MOST_RUN_TOGETHER:
        return None
    for i in range(1, len(words)):
        parts = (" ".join(words[:i]), " ".join(words[i:]))
        first, second = (understand(p, asking=True, exact=True) for p in parts)
        if first is not None and second is not None and {first.id, second.id} <= DECLINES:
            return first
    return None


def after_cues(conversation: Conversation, utterance: str) -> Intent | None:
    """*Oh no wait, undo*, *nah, skip*: a request, and nothing is taken back by the words before it."""
    asking = conversation.asked is not None
    requests = (understand(rest, asking=asking, exact=True) for rest in behind_cues(utterance))
    return next((r for r in requests if r is not None and kind_of(r.id) in ("ask", "command", "decline")), None)


def beside_chatter(conversation: Conversation, utterance: str) -> Intent | None:
    """*Undo that, I want to think about it*: a request beside words that say nothing of the visit."""
    if utterance.rstrip().endswith("?"):
        return None
    asking = conversation.asked is not None
    for m in JOINTS.finditer(reading_copy(utterance)):
        head, tail = utterance[: m.start()], utterance[m.end() :]
        for part, rest in ((tail, head), (head, tail)):
            request = understand(part, asking=asking, exact=True)
            if request is not None and request.id in BEHIND | {"undo", "skip", "unknown"} and says_nothing(rest):
                return request
    return None
