"""Overture: a place where what a person expects of people can meet what really happens."""

__version__ = "0.1.0"
