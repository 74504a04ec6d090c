"""Who can read what two write alone and open together."""

from __future__ import annotations

from undrift.domain.sights import Row, Sight

TOGETHER = (
    Row(
        "What you write alone, to be opened together",
        "What you hope for in the years ahead, an answer to a question for both, a letter for later",
        "You, once signed in",
        Sight.READS,
        "Once you have both written and have both been here since, a letter not before its day. Until then no page "
        "says that you wrote; but what lies here for both tells it to whoever has not answered.",
        Sight.SEES_THERE,
        "Whose it is, for which of the three pages, roughly how long it is, and whether it has opened. If that is your "
        "partner, they can see before it opens that you have written, not what. Whoever moves the clock "
        "of this computer moves the day of a letter.",
        "answer",
        ("sealed", "sealed_key"),
        "shared",
    ),
    Row(
        "What lies here for both to answer",
        "Which question of the deck, or a letter and its day",
        "You, once signed in",
        Sight.READS,
        "In the same words as you. Nobody is told who began, and nobody is told of “Not this one”.",
        Sight.SEES_THERE,
        "Whether it is a question or a letter, and in which order. Not which question, and not the day. If that is "
        "your partner, they could read it, and move it.",
        "question",
        ("sealed",),
        "shared",
    ),
    Row(
        "Your guess, which questions you passed over, and how one landed",
        "What you thought the other might say; a little closer, about the same, too much",
        "You, once signed in: the guess beside their answer, and later in your notebook. How it landed you never see "
        "again",
        Sight.NOT,
        "No page of theirs changes by it.",
        Sight.NOT,
        "It lies in the same locked row as your evenings.",
        "desk",
        ("sealed",),
        "shared",
    ),
)
