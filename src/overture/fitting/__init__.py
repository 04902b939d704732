"""Fitting: the parameters of people. Here the compiled form of one person's refit."""

from overture.fitting.compiled import compiled_evaluate

__all__ = ["compiled_evaluate"]
