"""Inbound screening, the protocol, the outbound check and the boundaries. No network, no model."""

from overture.safety.answers import Answer
from overture.safety.boundaries import (
    Notice,
    NoticeClock,
    asks_if_human,
    honest_answer,
    notice_due,
    says_farewell,
    shows_dependence,
    states_minor,
)
from overture.safety.directory import Directory, directory, regions
from overture.safety.library import typed_page
from overture.safety.outbound import OutboundContext, Verdict, check, lint_line
from overture.safety.protocol import SafetyReply, corrected, follow_up, respond, static_reply
from overture.safety.published import protocol_page
from overture.safety.screening import Screening, Weighed, screen, weighed_ahead
from overture.safety.state import ScreenState
from overture.safety.tapped import tapped

__all__ = [
    "Answer",
    "Directory",
    "Notice",
    "NoticeClock",
    "OutboundContext",
    "SafetyReply",
    "ScreenState",
    "Screening",
    "Verdict",
    "Weighed",
    "asks_if_human",
    "check",
    "corrected",
    "directory",
    "follow_up",
    "honest_answer",
    "lint_line",
    "notice_due",
    "protocol_page",
    "regions",
    "respond",
    "says_farewell",
    "screen",
    "shows_dependence",
    "states_minor",
    "static_reply",
    "tapped",
    "typed_page",
    "weighed_ahead",
]
