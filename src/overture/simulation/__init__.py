"""Simulation: made-up people, so that what a method finds can be held against what is true."""

from overture.simulation.attempts import attempts_of, moments_of
from overture.simulation.course import WEEKS, Course, live, seed_of
from overture.simulation.people import (
    DR84,
    DeltaPeople,
    DeltaPopulation,
    DeltaTask,
    DeltaWorld,
    simulate_delta,
)
from overture.simulation.rules import RULES
from overture.simulation.worlds import HARDER, SHUFFLED, WORLDS, World

__all__ = [
    "DR84",
    "HARDER",
    "RULES",
    "SHUFFLED",
    "WEEKS",
    "WORLDS",
    "Course",
    "DeltaPeople",
    "DeltaPopulation",
    "DeltaTask",
    "DeltaWorld",
    "World",
    "attempts_of",
    "live",
    "moments_of",
    "seed_of",
    "simulate_delta",
]
