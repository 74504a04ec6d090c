"""What changes about couples from day to day."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from lab.arrays import Bools, Floats, Ints
from lab.couples import Couples, Group

LONG_AGO = 10_000


@dataclass(slots=True)
class Pairs:
    """All (couples, 2), but for `drain`, `helped` (couples, 1) and `since` (couples).

    close: lasting closeness, SD; glow: what a moment just lifted, SD; safe: 0 to 1; habit: chance to reach out, 0 to 1;
    tired: prompts that still dull; calm: own well-being, SD; met: share of reaching out that was answered lately;
    wound: unmended argument; pushed: pressure from steps too deep or asked in vain; heeding: awake to the other today;
    skill: learned share of drawing back that one gets past, 0 to 1;
    gone: stopped using the app for good; stung: steps too much lately; ritual: calls one a ritual of ours;
    hope: what prompts have added to one's hopes, SD; appetite: for opening the app, 0 to 1;
    since: days since an argument; drain: what a severe problem takes, SD.
    """

    close: Floats
    glow: Floats
    safe: Floats
    habit: Floats
    tired: Floats
    calm: Floats
    met: Floats
    strain: Floats
    wound: Floats
    pushed: Floats
    heeding: Bools
    skill: Floats
    gone: Bools
    stung: Floats
    ritual: Bools
    hope: Floats
    appetite: Floats
    since: Ints
    drain: Floats
    helped: Bools

    def copy(self) -> Pairs:
        return deepcopy(self)


def beginning(couples: Couples) -> Pairs:
    shape = couples.usual.shape
    zeros, nobody = np.zeros(shape), np.zeros(shape, dtype=bool)
    return Pairs(
        close=couples.usual.copy(),
        glow=zeros.copy(),
        safe=couples.ease.copy(),
        habit=np.full(shape, 0.55),
        tired=zeros.copy(),
        calm=zeros.copy(),
        met=np.full(shape, 0.55),
        strain=zeros.copy(),
        wound=zeros.copy(),
        pushed=zeros.copy(),
        heeding=nobody.copy(),
        skill=zeros.copy(),
        gone=nobody.copy(),
        stung=zeros.copy(),
        ritual=nobody.copy(),
        hope=zeros.copy(),
        appetite=np.ones(shape),
        since=np.full(shape[0], LONG_AGO),
        drain=couples.severe * couples.assumed("drain"),
        helped=np.zeros((shape[0], 1), dtype=bool),
    )


def shaken(pairs: Pairs, couples: Couples, share: Floats) -> Pairs:
    """Let people come when they do: a little below their usual, and the fragile after something shook the ground."""
    fragile = (couples.group == Group.FRAGILE)[:, None]
    pairs.close -= couples.assumed("dip") + 0.4 * fragile
    pairs.safe = np.where(fragile, np.minimum(pairs.safe, 0.10 + 0.20 * share), pairs.safe)
    return pairs
