"""Fitting: the parameters of people, one by one and as a population.

Here the compiled form of one person's refit; `population` fits everybody at once over any `model`.
"""

from overture.fitting.compiled import compiled_evaluate

__all__ = ["compiled_evaluate"]
