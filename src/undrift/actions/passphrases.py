"""Words for a door: five generated ones offered first, an own phrase checked against what a partner could guess."""

from __future__ import annotations

import secrets
from functools import lru_cache
from itertools import islice

from undrift.domain.errors import BadInput

OFFERED_WORDS = 5
SHORTEST_OWN = 15
LONGEST = 1000
FEWEST_GUESSES = 10**12
MOST_CHECKED = 72


@lru_cache(maxsize=1)
def word_list() -> tuple[str, ...]:
    """Give the 7,776 words of the EFF's long list."""
    from diceware.wordlist import WordList, get_wordlist_path

    return tuple(WordList(get_wordlist_path("en_eff")))


def offer() -> str:
    """Draw five words out of 7,776 each: about 65 bits, out of reach even for somebody who owns the disk."""
    words = word_list()
    return " ".join(secrets.choice(words) for _ in range(OFFERED_WORDS))


def check(passphrase: str, known: tuple[str, ...]) -> None:
    """Refuse a phrase that is short, or that somebody who knows `known` (names, the host) could guess.

    Raises BadInput at the field `passphrase`. The threshold follows docs/decisions/0004-vault.md.
    """
    if not passphrase.strip():
        raise BadInput("passphrase", "Please choose a passphrase. It is the only key to what you write.")
    if len(passphrase) > LONGEST:
        raise BadInput("passphrase", "That is longer than 1,000 letters. A shorter one is just as safe.")
    if _is_drawn(passphrase):
        return
    if len(passphrase) < SHORTEST_OWN:
        raise BadInput("passphrase", "Please make it at least 15 letters long. Four or five words do well.")
    if _guesses(passphrase, known) < FEWEST_GUESSES:
        raise BadInput(
            "passphrase",
            "Someone who knows you could guess this one. Please add words that have nothing to do with you.",
        )


def _is_drawn(passphrase: str) -> bool:
    parts = passphrase.split()
    return len(parts) >= OFFERED_WORDS and len(set(parts)) >= OFFERED_WORDS - 1 and set(parts) <= set(word_list())


def _guesses(passphrase: str, known: tuple[str, ...]) -> float:
    from zxcvbn import zxcvbn

    pieces = [piece for word in known for piece in (word, *word.split()) if piece]
    checked = passphrase[:MOST_CHECKED].replace("\0", " ")
    return float(zxcvbn(checked, user_inputs=list(islice(pieces, 40)))["guesses"])
