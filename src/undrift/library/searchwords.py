"""What people type for the closed words of the library: "kids" finds small children, "sorry" finds mending."""

from __future__ import annotations

from undrift.domain.practices import Tag

WORDS_FOR = {
    Tag.DISCLOSURE: "open up tell share feelings honest vulnerable secret",
    Tag.TOUCH: "touch hug hold hands cuddle kiss body close physical affection",
    Tag.REPAIR: "sorry apology apologise apologize make up mend fix repair forgive argument fight quarrel row",
    Tag.GRATITUDE_EXPRESSED: "thanks thank you grateful gratitude appreciate praise",
    Tag.GRATITUDE_NOTICED: "grateful gratitude appreciate notice good",
    Tag.PRESENCE: "together quiet time phone attention listen",
    Tag.CURIOSITY: "question ask curious conversation talk know",
    Tag.CONFLICT: "argument fight quarrel row conflict disagree anger angry",
    Tag.FUTURE: "future plan dream hope wish goal",
    Tag.RITUAL: "habit routine ritual weekly daily",
    Tag.BID: "reach out attention notice answer ignored",
    Tag.SOLO_STEADINESS: "alone myself steady self worry anxious",
    Tag.BOUNDARY: "no boundary limit line stop enough",
    Tag.HELP_SEEKING: "help therapist therapy counsellor counselor doctor line support friend",
    Tag.PAUSE: "break pause stop wait breathe calm time out",
    Tag.PLAY: "fun play silly laugh game joke",
    Tag.NOVELTY: "new different bored boring adventure",
    Tag.MEMORY: "memory remember photo past song back then",
    Tag.GREETING: "hello goodbye goodnight morning welcome door",
    Tag.LISTENING: "listen hear heard understand understood",
    Tag.PREDICTABILITY: "promise reliable late steady trust on time",
    Tag.DIRECT_REQUEST: "ask request want need serious clear drinking money",
    Tag.PARENTING: "kids children baby parents toddler school",
    Tag.DISTANCE: "apart away long distance travel call far",
    Tag.BETRAYAL: "affair cheating cheated lie lied betrayal trust broken unfaithful",
    Tag.SELF_SOOTHE: "calm breathe panic overwhelmed stress stressed rest sleep tired",
    Tag.SHARED_CYCLE: "pattern cycle again same loop",
    Tag.OLD_WOUNDS: "old hurt past wound resent resentment",
    Tag.NO_FAULT: "blame fault",
    Tag.ACCOMMODATE: "kind kindness gentle give",
}
