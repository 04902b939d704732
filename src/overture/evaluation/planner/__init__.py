"""The planner against its rivals; see `suite`."""

from overture.evaluation.planner.suite import Planner, evaluate

__all__ = ["Planner", "evaluate"]
