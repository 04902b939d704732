"""Compiled forms of one person's refit and of the delta rule's passes: the same numbers, faster.

It needs Numba (the extra `overture[fast]`), which is imported when the kernel is first asked for
and compiles for some seconds once on each machine.
"""

import math
from collections.abc import Collection
from functools import cache
from importlib.util import find_spec
from inspect import isfunction
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from overture.fitting import belief_draws_kernel, belief_fast, belief_kernel, delta_kernel
from overture.fitting.delta import Passes
from overture.fitting.kernel import belief_along, likelihood
from overture.learning import Array, Evaluate, Person
from overture.learning.history import History
from overture.learning.path import INERTIA, NOISE, rates
from overture.learning.person import PARAMETERS
from overture.learning.refit import Point


@cache
def compiled_evaluate() -> Evaluate:
    """`evaluate`, compiled. Pass it to `refit` or `learn`.

    Raises ImportError where Numba is not installed.
    """
    along, of_ratings = _compiled()

    def evaluate(history: History, theta: Array, person: Person) -> Point:
        now = rates(theta)
        geometry = history.places.geometry
        natural = np.array((now.plus, now.minus, now.length, now.rho, now.tau))
        levels, slopes, weights = along(
            geometry.squared_distance,
            geometry.mixed,
            history.place,
            history.days,
            history.met,
            natural,
            np.array(now.traits),
            np.array(now.trait_slopes),
        )
        value, gradient, curvature = of_ratings(
            levels.reshape(-1),
            slopes.reshape(levels.size, len(PARAMETERS)),
            history.ratings,
            history.rated,
            history.leant_at,
            np.stack((history.leant_on, history.leans)),
            theta[INERTIA],
            math.exp(theta[NOISE]),
        )
        precision = 1.0 / np.square(person.prior.sd)
        off = theta - person.prior.mean
        value -= 0.5 * float(precision @ (off * off))
        gradient -= precision * off
        curvature += np.diag(precision)
        return Point(value, gradient, curvature, levels, weights)

    return evaluate


@cache
def compiled_passes() -> Passes:
    """The passes of the delta rule, compiled, on one thread. Raises ImportError without Numba."""
    import numba

    compile_ = numba.njit(cache=True, nogil=True, error_model="numpy")
    return Passes(compile_(delta_kernel.squares), compile_(delta_kernel.leftovers))


def passes_if_any() -> Passes | None:
    """The compiled passes where Numba is installed."""
    return compiled_passes() if find_spec("numba") else None


@cache
def compiled_belief() -> belief_fast.Passes:
    """The passes of the belief model, compiled, on one thread. Raises ImportError without Numba."""
    made = _together(belief_fast.Passes._fields, belief_kernel, belief_draws_kernel)
    return belief_fast.Passes(*(made[name] for name in belief_fast.Passes._fields))


def belief_if_any() -> belief_fast.Passes | None:
    """The compiled passes of the belief model where Numba is installed."""
    return compiled_belief() if find_spec("numba") else None


def _together(called: Collection[str], *modules: ModuleType) -> dict[str, Any]:
    """All functions of some modules, compiled; those that are not `called` are written into them.

    Each finds the compiled forms of the others where it would have found the plain ones.
    """
    import numba

    made: dict[str, Any] = {}
    names = [dict(vars(module)) for module in modules]
    for module, own in zip(modules, names, strict=True):
        for name, one in vars(module).items():
            if isfunction(one) and one.__module__ == module.__name__:
                plain = FunctionType(one.__code__, own, name)
                made[name] = numba.njit(
                    nogil=True,
                    error_model="numpy",
                    fastmath={"contract"},
                    **({"cache": True} if name in called else {"inline": "always"}),
                )(plain)
    for own in names:
        own.update((name, made[name]) for name in made.keys() & own.keys())
    return made


def _compiled() -> tuple[Any, Any]:
    import numba

    compile_ = numba.njit(cache=True, nogil=True)
    return compile_(belief_along), compile_(likelihood)
