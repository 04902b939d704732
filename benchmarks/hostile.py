"""Long texts made to keep a reader busy: what somebody might paste to make the screen slow."""

HOSTILE = {
    "one word": "a" * 100_000,
    "no stops": "i want to " * 10_000,
    "sentences": "I die. " * 14_000,
    "commas": "kill, " * 16_000,
    "heavy": "kill myself without me end it all " * 2_900,
    "markup": "<b>" * 33_000,
    "ligatures": "\ufdfa" * 100_000,
    "hidden": "d\u200bie " * 20_000,
    "masked": "k1ll " * 20_000,
    "slips": "suicde evryone killng " * 4_500,
}
