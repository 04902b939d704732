"""The policy's two tables as data: what each act is answered with, and where.

`SR+OQ` is a lead and a tail in one reply; `>` is "else"; `(t)` asks for taps. The columns of
PLACES are the place in the talk; those of PRESSED stand in front of it when something else matters
more: low confidence, a step ahead, a step behind, hardly any energy. An empty cell falls back to
the place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from overture.content.schema.companion import MoveName, Use

Place = Literal["first", "mid", "after_reflection", "again"]
Press = Literal["low_confidence", "before_step", "after_step", "low_energy"]

CODES: Mapping[str, MoveName] = {
    "OQ": "open_question",
    "SR": "simple_reflection",
    "CR": "complex_reflection",
    "AF": "affirm_act",
    "SU": "summary",
    "NO": "normalise",
    "AP": "ask_permission",
    "OC": "offer_choice",
    "NP": "name_pattern",
    "GI": "give_information",
    "EP": "elicit_prediction",
    "IS": "invite_scene",
    "IV": "invite_step",
    "NM": "review_near_miss",
    "CC": "carry_change",
    "AS": "about_self",
    "DE": "decline",
    "SD": "slow_down",
    "CL": "close",
}


@dataclass(frozen=True)
class Choice:
    """One way to answer: a move alone or with a tail, and whether taps go with it.

    `needs` narrows it to lines with a condition that begins so ("pattern ", "number given"): then
    the answer is carried by what was heard, and not by the move alone.
    """

    lead: MoveName
    tail: MoveName | None = None
    taps: bool = False
    needs: str = ""


@dataclass(frozen=True)
class Decision:
    """The ways to answer in the order of preference, where lines for it are found, and why.

    `act` is the one that is answered; the engine takes the first choice that it has words for.
    `once` names what this decision uses up for the rest of the talk.
    """

    act: str
    use: Use
    choices: tuple[Choice, ...]
    reason: str
    once: str = ""


_PLACES: Mapping[str, tuple[str, str, str, str]] = {
    #                      first           mid                 after a reflection   again
    "greet": ("SD > OC(t)", "SD > OC(t)", "SD", "SD"),
    "bye": ("CL", "CL", "CL", "CL"),
    "stop_here": ("CL", "CL", "CL", "CL"),
    "ask_companion": ("AS > GI", "AS", "AS", "AS > OC(t)"),
    "ask_if_human": ("AS", "AS", "AS", "AS"),
    "share_bad_event": ("SR+OQ > SR", "CR > SR+OQ > SR", "OQ > AP > SR", "SR > CR"),
    "share_good_event": ("SR+OQ > SR", "SR+OQ > AF > SR", "OQ > IV > SR", "SR > OQ"),
    "share_neutral": ("SR+OQ > OC(t) > SR", "SR+OQ > SR > CR", "OQ > SD", "OC(t) > SR"),
    "worry_upcoming": ("SR+OQ > CR > SR", "CR > SR > SR+OQ", "EP > IS > IV > SR", "IV > SD"),
    "self_criticism": ("SR > CR", "CR > AF > SR", "AP > SR", "NP+OQ > SD"),
    "rumination": ("SR > OQ", "SR > CR", "OQ > SR", "NP+OQ > SU > SD(t)"),
    "ask_advice": ("OQ > SR", "OC(t) > OQ > AP > GI", "AP > OC(t) > GI", "AP > IV > GI > OQ"),
    "ask_practise": ("IS", "IS > OC(t)", "IS", "IS"),
    "refuse_suggestion": ("DE", "DE > SD", "DE", "DE"),
    "agree": ("OQ > SD", "OQ > SD", "EP > IV > OQ > SD", "SD > OC(t)"),
    "thanks": ("SD > OQ", "SD > AS", "SD", "CL"),
    "insult_companion": ("GI > AS", "AS > DE", "AS", "DE"),
    "boredom": ("OC(t) > OQ", "OQ > OC(t)", "OC(t)", "SD(t)"),
    "hobby_talk": ("OQ > SR+OQ", "OQ > SR+OQ > SR", "OQ > SR", "OQ > SR"),
    "loneliness": ("SR > CR+OQ > CR", "CR > SR", "OQ > IV > SR", "NP > OQ > SR"),
    "romance_towards_companion": ("AS", "AS", "AS", "DE"),
    "test_or_nonsense": ("GI > OC(t)", "DE > OC(t)", "DE", "OC(t) > SD"),
    "request_slower": ("SD", "SD", "SD", "SD(t)"),
    "ask_privacy": ("GI", "GI", "GI", "GI"),
    "silence_filler": ("NO(t) > OC(t)", "SD > OC(t)", "SD", "OC(t) > SD"),
}

_PRESSED: Mapping[str, tuple[str, str, str, str]] = {
    #             low confidence  before a step  after a step  hardly any energy
    "greet": ("SD(t)", "CC > OC(t)", "NM > OQ", "SD"),
    "bye": ("CL", "CL", "CL", "CL"),
    "stop_here": ("CL", "CL", "CL", "CL"),
    "ask_companion": ("AS", "", "", "AS"),
    "ask_if_human": ("AS", "", "", "AS"),
    "share_bad_event": ("OC(t) > SR", "SR > CC", "NM > AF+OQ > SR", "SR"),
    "share_good_event": ("SR > OC(t)", "SR", "AF+OQ > NP > SR", "SR > SR+OQ"),
    "share_neutral": ("OC(t) > SR", "SR", "OQ > SR", "SR > SD"),
    "worry_upcoming": ("OC(t) > SR", "EP > CC > SD > SR", "SR > NM", "SR > OC(t)"),
    "self_criticism": ("SR", "AF > SR", "AF+NM > SR", "CR > SR > SD"),
    "rumination": ("SR", "SD", "NM > SU > SD", "SD"),
    "ask_advice": ("OC(t)", "CC > AP", "NM > OQ", "IV > OC(t)"),
    "ask_practise": ("IS > OC(t)", "IS", "IS", "IS > OC(t)"),
    "refuse_suggestion": ("DE", "CC > DE", "NM > DE", "CR > NM > DE"),
    "agree": ("SD > OC(t)", "CC > SD", "NM > SD", "SD"),
    "thanks": ("SD", "", "", "SD > CL"),
    "insult_companion": ("GI > SR", "", "AS > SR", "SD"),
    "boredom": ("OC(t)", "OC(t)", "", "OC(t)"),
    "hobby_talk": ("OQ > SR", "", "", "SR > OQ"),
    "loneliness": ("SR", "SR", "SR > OQ", "SR"),
    "romance_towards_companion": ("OC(t) > AS", "AS", "AS", "AS"),
    "test_or_nonsense": ("OC(t)", "", "", "SD(t)"),
    "request_slower": ("SD", "SD", "SD", "SD"),
    "ask_privacy": ("GI", "", "", "GI"),
    "silence_filler": ("OC(t)", "SD > OC(t)", "NM > SD", "OC(t) > SD"),
}

_PLACE_COLUMNS: tuple[Place, ...] = ("first", "mid", "after_reflection", "again")
_PRESS_COLUMNS: tuple[Press, ...] = ("low_confidence", "before_step", "after_step", "low_energy")


def read_cell(cell: str) -> tuple[Choice, ...]:
    """A cell's choices in the order of preference. Raises KeyError for an unknown move."""
    return tuple(_read_choice(part.strip()) for part in cell.split(">") if part.strip())


def _read_choice(part: str) -> Choice:
    codes = part.removesuffix("(t)").split("+")
    tail = CODES[codes[1]] if len(codes) > 1 else None
    return Choice(CODES[codes[0]], tail, taps=part.endswith("(t)"))


PLACES: Mapping[tuple[str, Place], tuple[Choice, ...]] = {
    (act, place): read_cell(cell)
    for act, cells in _PLACES.items()
    for place, cell in zip(_PLACE_COLUMNS, cells, strict=True)
}
PRESSED: Mapping[tuple[str, Press], tuple[Choice, ...]] = {
    (act, press): read_cell(cell)
    for act, cells in _PRESSED.items()
    for press, cell in zip(_PRESS_COLUMNS, cells, strict=True)
}
