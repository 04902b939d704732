"""Simulation: made-up people, so that what a method finds can be held against what is true."""

from overture.simulation.people import (
    DR84,
    DeltaPeople,
    DeltaPopulation,
    DeltaTask,
    DeltaWorld,
    simulate_delta,
)

__all__ = ["DR84", "DeltaPeople", "DeltaPopulation", "DeltaTask", "DeltaWorld", "simulate_delta"]
