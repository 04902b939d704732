"""Nudges that a member asked for: chosen, decided on as a window begins, sent once, and ended."""
