"""Every assumption with its range. `ground` says where it comes from; "invented" means nobody has measured it.

A range is low, centre, high. The centre was set by the ten acceptance facts (lab/facts) alone, before any policy was
compared; half of the swept space lies below it. No value describes a couple.
"""

from __future__ import annotations

from typing import NamedTuple

INVENTED = "invented"


class Range(NamedTuple):
    """One assumption: `means` is the sentence for people; units are SD of closeness, shares, or a day, as it says."""

    name: str
    low: float
    centre: float
    high: float
    means: str
    ground: str = INVENTED


FEELING = (
    Range("inertia", 0.75, 0.90, 0.96, "share of yesterday's closeness that stays (M1 gives 0 to .8 a turn)"),
    Range("pull_up", 0.05, 0.25, 0.50, "how far a warm partner lifts the other, SD"),
    Range(
        "harm_ratio",
        1.0,
        1.6,
        3.0,
        "how much further a cold partner pulls down than a warm one lifts",
        "M1, N over P: above 1",
    ),
    Range("warm_from", 0.2, 0.5, 1.0, "how warm a partner must be to lift, SD"),
    Range("cold_from", 0.2, 0.6, 1.2, "how cold a partner must be to pull down, SD"),
    Range("noise", 0.06, 0.12, 0.25, "chance in closeness from day to day, SD"),
    Range("strain_cost", 0.05, 0.20, 0.40, "what a hard day takes from closeness, SD"),
    Range("dip", 0.0, 0.10, 0.40, "how far below their own usual people begin, SD"),
)
TURNING = (
    Range("bid_worth", 0.10, 0.25, 0.45, "what one answered reaching-out a day is worth, SD"),
    Range("sting", 0.2, 0.6, 1.2, "what a missed reaching-out takes, as a share of an answered one"),
    Range("habit_pace", 0.01, 0.03, 0.08, "how fast reaching out is learned and unlearned (S3.36)"),
    Range("safety_pace", 0.002, 0.006, 0.015, "safety gained by one answered reaching-out"),
    Range("safety_harm", 2.0, 5.0, 10.0, "how much more a hurt takes than kindness gives", "M7: above 1"),
    Range("safety_return", 0.003, 0.010, 0.030, "how fast safety goes back to one's own usual, a day"),
)
DRAWING_BACK = (
    Range("withdraw_rest", -1.6, -1.0, -0.4, "log odds of drawing back on an even day"),
    Range(
        "withdraw_pressure",
        0.3,
        0.8,
        2.0,
        "how much pressure makes people draw back",
        "sign: demand and withdrawal, S2.7",
    ),
    Range("withdraw_safety", 1.0, 2.5, 5.0, "how much safety keeps people from drawing back", "sign: S0.12, S2.18"),
    Range("withdraw_avoidance", 0.4, 1.0, 2.0, "how much an avoidant way makes people draw back", "sign: BUFF in 1B"),
    Range("pursuit", 0.1, 0.4, 0.9, "how much longing turns into pressure", "M3: a pursuer and a distancer"),
)
ARGUING = (
    Range("argue_rest", -3.6, -2.9, -2.2, "log odds of an argument on an even day"),
    Range("ache", 0.2, 0.5, 1.0, "what an unmended argument takes, SD"),
    Range("heal", 0.80, 0.90, 0.96, "share of a wound left after a day"),
    Range("mend", 0.3, 0.6, 0.9, "chance that an early attempt to mend succeeds with a willing partner"),
    Range("mend_fade", 0.1, 0.35, 0.8, "how fast the chance to mend fades, a day", "sign: earlier is better, REPAIR"),
    Range("drain", 0.3, 0.6, 1.2, "what a severe problem takes, SD"),
    Range("soft_feeds", 0.0, 0.01, 0.04, "how much one soft step feeds a severe problem", "sign: DIRECT"),
    Range("request_works", 0.1, 0.3, 0.6, "chance that a clear request moves a severe problem", "sign: DIRECT"),
    Range("request_cost", 0.0, 0.10, 0.25, "what a clear request costs that evening, SD", "sign: DIRECT"),
)
STEPPING = (
    Range("lift", 0.2, 0.5, 0.9, "what the deepest fitting step lifts at once, SD"),
    Range("lift_hours", 1.0, 4.0, 9.0, "hours until two thirds of a lift are gone", "faded within the day, MICRO"),
    Range("keeps", 0.0, 0.02, 0.06, "share of a lift that lasts (S0.32 is untested: it may be none)"),
    Range("overshoot", 1.2, 2.0, 4.0, "how much a step too deep hurts", "M7: above 1"),
    Range(
        "floor",
        -0.2,
        0.20,
        0.40,
        "depth welcome without any safety; below .15, T1 is wrong and even light steps need some",
    ),
    Range("shy", 0.0, 0.15, 0.35, "how much less is welcome to an avoidant partner"),
    Range("heeding", 0.0, 0.3, 0.6, "how much one is more awake to the other after a step of noticing"),
    Range("learns", 0.0, 0.030, 0.06, "skill in answering kindly that a step teaches, for each root of a minute"),
    Range(
        "forgets", 0.0, 0.004, 0.02, "share of learned skill lost in a day", "brief programmes faded, the full one held"
    ),
    Range("ritual_worth", 0.0, 0.15, 0.35, "what a ritual of both is worth, SD", "sign: mutual only, RIT"),
    Range("ritual_taken", 0.05, 0.2, 0.5, "chance that one step becomes a ritual for a person"),
    Range("calm_worth", 0.03, 0.12, 0.25, "what a step for oneself does for oneself, SD"),
)
USING = (
    Range("opens", 0.2, 0.6, 0.95, "evenings on which a person opens the app, share"),
    Range("does", 0.35, 0.7, 0.95, "suggestions done while fresh, share"),
    Range("weary", 0.02, 0.24, 0.40, "how each prompt dulls the next", "HeartSteps fades, Drink Less does not"),
    Range("fresh_again", 0.80, 0.90, 0.96, "share of the dullness from prompts left after a day"),
    Range("too_tired", 0.3, 0.7, 1.0, "how often a step that takes more than one has is still done, as a share"),
    Range("chore", 0.0, 0.05, 0.30, "strain from a suggestion that was not taken up"),
    Range("awakens", 0.0, 0.004, 0.02, "how much a prompt raises what one hopes for, and so presses on the other, SD"),
    Range("routine", 0.0, 0.03, 0.12, "how much an evening that offers nothing lowers the wish to open the app again"),
    Range("leaves", 0.001, 0.0027, 0.015, "chance to stop for good, a day", "59 % completion; apps lose far more"),
    Range("leaves_weary", 0.0, 0.5, 1.5, "how much dullness makes people stop for good"),
    Range("leaves_hurt", 0.0, 0.5, 1.5, "how much steps too deep make people stop for good"),
    Range("leaves_idle", 0.0, 0.002, 0.010, "chance to stop for good on an evening that offers nothing"),
)
TELLING = (
    Range("answers", 0.0, 0.5, 1.0, "chance that the weekly question is answered; 0 leaves the app with the way in"),
    Range("misread", 0.3, 0.7, 1.4, "error of what people say about safety, levels of 4"),
    Range("lands", 0.2, 0.5, 0.9, "chance that a person says how a step landed"),
    Range("candour", 0.2, 0.6, 1.0, "chance that too much is called too much"),
    Range("says_yes", 0.1, 0.5, 0.95, "people who will ever say yes to going deeper, share"),
    Range("notes", 0.1, 0.4, 0.9, "chance that an argument is told to the app the same evening"),
    Range("tells", 0.2, 0.6, 1.0, "people with a severe problem who say so, share"),
)
RANGES: tuple[Range, ...] = (*FEELING, *TURNING, *DRAWING_BACK, *ARGUING, *STEPPING, *USING, *TELLING)
