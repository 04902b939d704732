"""Measuring how good it is: each suite is a pure function whose figures stand against aims."""

from overture.evaluation.results import Evaluation, Figure, Report, Suite

__all__ = ["Evaluation", "Figure", "Report", "Suite"]
