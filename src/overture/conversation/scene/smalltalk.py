"""What people say to anybody, anywhere: how are you, say that again, are you real.

Each sets a flag, for one turn, that the lines of every scene may need without a word list.
"""

import re
from collections.abc import Mapping

_ASKED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "asks_after_you": (
            r" how (?:are|r) (?:you|u|things)\b(?! (?:going to|getting|able|finding|with|at) )"
            r"| hows (?:it going|things|you|your (?:day|morning|afternoon|week|evening)) "
            r"| how is (?:it going|your (?:day|morning|afternoon|week)) | how you doing "
            r"| are you (?:well|having a (?:good|nice|busy) (?:day|morning|week)) "
            r"| (?:had|been) a (?:good|nice|busy|long) (?:day|morning|week) (?:so far )?\?"
            r"| hope (?:youre|you are) (?:well|having) "
        ),
        "asks_weekend": r" (?:your|good|nice|the|this) (?:weekend|evening|night)(?: so far)? ?\? ",
        "asks_your_name": (
            r" (?:whats|what is|what was|may i ask|can i ask|catch|know) your name "
            r"| what are you called | what (?:do|should|can|shall) i call you "
            r"| who am i (?:speaking|talking) (?:to|with) | whos (?:this|that) speaking "
        ),
        "asks_real": (
            r" (?:are|r) (?:you|u) (?:just |really |actually )?(?:an? )?(?:real|bot|chatbot|robot"
            r"|human|person|ai|computer|machine|program|script|chatgpt|made up|fake|for real) "
            r"| is (?:this|it|that) (?:just |really |actually )?(?:an? )?(?:bot|chatbot|robot|ai"
            r"|real person|human|computer|program|script|machine|chatgpt|all fake|real) "
            r"| (?:talking|speaking|chatting|writing|typing) (?:to|with) (?:an? )?"
            r"(?:real |actual )?(?:bot|chatbot|robot|ai|computer|machine|program|person|human) "
            r"| (?:youre|you are) (?:not (?:a )?real|(?:just |really )?(?:an? )?(?:bot|program"
            r"|computer|ai|robot|chatbot|machine)) "
            r"| (?:human|person|real|somebody) or (?:an? )?(?:bot|ai|robot|machine|program) "
            r"| (?:bot|ai|robot|machine) or (?:an? )?(?:human|person) "
            r"| is (?:there )?(?:an? )?(?:real |actual )?(?:person|human|anybody|anyone|somebody"
            r"|someone) (?:really )?(?:behind (?:this|you|it)|typing|playing you|writing this) "
            r"| are you (?:some kind of |some sort of |an? live |actually |an? )*(?:ai|bot|alive"
            r"|person|human|software|sentient|conscious) "
            r"| is (?:this|it|that) (?:all )?(?:automated|software|scripted|generated) "
            r"| did (?:an? )?(?:real )?(?:person|human|bot|ai|machine) write (?:that|this|it) "
            r"| do you have (?:feelings|a body|emotions) "
            r"| prove (?:that )?(?:youre|you are) (?:not )?(?:an? )?(?:human|real|bot|person) "
        ),
        "asks_again": (
            r" (?:say|repeat) (?:that |it |this )?(?:again|once more|one more time|slower|slowly) "
            r"| (?:can|could|would|please) (?:you )?repeat | come again \? | what did you say "
            r"| (?:didnt|did not|dont) (?:quite )?(?:catch|hear|understand) (?:that|it|you|what) "
            r"| (?:more|speak) (?:slow|slowly|slower) | slower please "
            r"|^ (?:sorry|pardon|pardon me|eh|huh|excuse me) \? $"
        ),
        "says_pleased": r" (?:nice|good|lovely|great|pleased) to (?:meet|finally meet) you ",
        "about_weather": (
            r" (?:weather|raining|rainy|pouring down|sunny|sunshine|drizzl\w+|snowing) "
            r"| (?:cold|hot|wet|warm|grim|grey|freezing|boiling|chilly|windy)"
            r" (?:out|outside|today|day) "
            r"| (?:nice|lovely|beautiful|miserable)"
            r" (?:out|outside|day (?:today|out|isnt it|for it)) "
        ),
    }.items()
}

SMALL_TALK = frozenset(_ASKED)
"""The flags, which hold for the turn in which they are noticed."""

ASKS_AFTER = "asks_after_you"
"""Somebody asks how the partner is."""

ASKS_AGAIN = "asks_again"
"""Somebody did not catch it, and gets the same words once more."""

ASKS_REAL = "asks_real"
"""Somebody wants to know whether a person is there. It is always answered, and honestly."""


def small_talk(flat: str) -> frozenset[str]:
    """The flags of a turn in folded words."""
    return frozenset(flag for flag, pattern in _ASKED.items() if pattern.search(flat))
