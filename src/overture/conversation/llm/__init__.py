"""Replies in a model's words: any server that speaks the OpenAI chat protocol.

A model has no authority. What to say was decided before it is asked, and worded by people; it may
say the same in other words, and every sentence of it is judged before it is shown. This is the one
place of the conversation that opens a socket.
"""

from overture.conversation.llm.client import warm_up
from overture.conversation.llm.endpoint import Budget, Endpoint, UnusableEndpointError
from overture.conversation.llm.prompt import AFTER_SAFETY, TURNS, Past, for_scene, for_talk
from overture.conversation.llm.speaking import Speaker, spoken_now
from overture.conversation.llm.task import Task
from overture.conversation.llm.worded import reworded, reworded_scene

__all__ = [
    "AFTER_SAFETY",
    "TURNS",
    "Budget",
    "Endpoint",
    "Past",
    "Speaker",
    "Task",
    "UnusableEndpointError",
    "for_scene",
    "for_talk",
    "reworded",
    "reworded_scene",
    "spoken_now",
    "warm_up",
]
