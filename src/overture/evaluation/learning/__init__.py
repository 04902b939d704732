"""Whether the learning model finds what is there, says how sure it is, and foretells."""

from overture.evaluation.learning.suite import QUICK, USUAL, Learning, Sizes, evaluate

__all__ = ["QUICK", "USUAL", "Learning", "Sizes", "evaluate"]
