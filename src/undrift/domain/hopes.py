"""What somebody may hope for, to be ticked alone (S1.57). Plain enough to be seen over a shoulder."""

from __future__ import annotations

HOPES = {
    "outdoors": "More time outdoors",
    "calm_home": "A calmer home",
    "fewer_things": "Fewer things",
    "own_place": "A place of our own",
    "stay_here": "Staying where we are",
    "elsewhere": "Living somewhere else",
    "near_family": "Being nearer to family",
    "far_family": "More room between us and family",
    "child": "A child, or another one",
    "no_child": "No children, or no more",
    "animal": "An animal in the house",
    "work_less": "Working less",
    "other_work": "Other work",
    "work_counts": "Work that I can put my heart into",
    "money_calm": "Less worry about money",
    "travel": "Seeing more of the world",
    "friends": "More people around our table",
    "time_two": "More evenings for two",
    "time_alone": "More time for myself",
    "learn": "Learning something new",
    "health": "More care for body and sleep",
    "make": "Making something with our hands",
    "faith": "More room for what we believe in",
    "help_others": "Being of use to others",
}
OPEN_LINES = {
    "tuesday": "An ordinary Tuesday in three years",
    "stays": "What I hope stays",
    "more": "What I would like more of",
}
