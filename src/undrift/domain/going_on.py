"""What is going on: said by oneself, silently, and taken back in the same place. It steers suggestions and no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from undrift.domain.desk import HOLDS, Desk

GOING_ON: Mapping[str, str] = {
    "recent_betrayal": "Trust was just broken",
    "addiction": "Drink, drugs or gambling has a hold on one of us",
    "separating": "A separation is under way",
    "unsure_staying": "I am not sure that I want to stay",
    "severe_problem": "Something else that is serious: money, a secret, violence",
    "self_harm": "I have thoughts of ending my life",
    "wants_help": "I would like help from somebody outside",
    "keep_joint_away": "Steps for two should stay away",
}
"""Names and the words people see, in their order on the page. The last is the one quiet choice for fear, and says so
nowhere; *Steps for two* holds the same one."""

FLAGS = ("severe_problem", "wants_help", "keep_joint_away")


def chosen(desk: Desk) -> tuple[str, ...]:
    """Name what stands now, however it was said."""
    return tuple(name for name in GOING_ON if name in desk.all_holds or (name in FLAGS and getattr(desk, name)))


def said(desk: Desk, names: Collection[str]) -> Desk:
    """Keep exactly this. What is left out is over, also a broken trust that was said on arriving."""
    holds = tuple(name for name in HOLDS if name in names)
    desk = desk.with_(holds=holds, **{flag: flag in names for flag in FLAGS})
    return desk if "recent_betrayal" in names else _trust_no_longer_just_broken(desk)


def _trust_no_longer_just_broken(desk: Desk) -> Desk:
    """End the hold, not the care: the ground stays as low as for whoever says that things feel fragile."""
    situations = tuple(s for s in desk.situations if s != "betrayal")
    return desk.with_(situations=situations, way_in="fragile" if desk.way_in == "betrayal" else desk.way_in)
