"""The delta rule's passes as loops over plain arrays, written for a compiler.

The equations stand in `delta`; a test holds both to the same numbers. Sixteen people, or a
person's draws, lie side by side in the innermost axis, which a compiler takes at once; nothing is
allocated inside. Nothing here is compiled by itself, so the module can be read, imported and
tested without a compiler.
"""

import numpy as np

from overture.fitting.gaussian import AnyArray

LANES = 16


def squares(ratings: AnyArray, outcomes: AnyArray, natural: AnyArray, sums: AnyArray) -> None:
    """Add to `sums` (B, 10, 16) the products of slopes of the level and of what is left.

    Ratings and outcomes are (B, T, 16), NaN where there is none; `natural` (B, 3, 16) holds rates
    up and down and the level at the start. Products go row by row of the upper triangle.
    """
    blocks, steps, lanes = ratings.shape
    now = np.zeros((4, lanes), ratings.dtype)
    none = ratings.dtype.type(0.0)
    for b in range(blocks):
        now[:2] = none
        now[2] = ratings.dtype.type(1.0)
        now[3] = natural[b, 2]
        total, up, down = sums[b], natural[b, 0], natural[b, 1]
        for t in range(steps):
            for k in range(lanes):
                rating, outcome = ratings[b, t, k], outcomes[b, t, k]
                one, two, three, level = now[0, k], now[1, k], now[2, k], now[3, k]
                left = rating - level
                rated = rating == rating  # noqa: PLR0124 - NaN is not itself
                total[0, k] += one * one if rated else none
                total[1, k] += one * two if rated else none
                total[2, k] += one * three if rated else none
                total[3, k] += one * left if rated else none
                total[4, k] += two * two if rated else none
                total[5, k] += two * three if rated else none
                total[6, k] += two * left if rated else none
                total[7, k] += three * three if rated else none
                total[8, k] += three * left if rated else none
                total[9, k] += left * left if rated else none
                error = outcome - level if outcome == outcome else none  # noqa: PLR0124
                better, worse = max(error, none), min(error, none)
                rate = up[k] if error > none else down[k]
                rate = rate if outcome == outcome else none  # noqa: PLR0124
                now[0, k] = one - rate * one + better
                now[1, k] = two - rate * two + worse
                now[2, k] = three - rate * three
                now[3, k] = level + rate * error


def leftovers(ratings: AnyArray, outcomes: AnyArray, natural: AnyArray, sums: AnyArray) -> None:
    """Add to `sums` (n, M) the squares of what is left of n people's ratings at M points each.

    Ratings and outcomes are (n, T), `natural` (n, 3, M) as in `squares`; the level is moved.
    """
    people, steps = ratings.shape
    none = ratings.dtype.type(0.0)
    for n in range(people):
        up, down, level, total = natural[n, 0], natural[n, 1], natural[n, 2], sums[n]
        for t in range(steps):
            rating, outcome = ratings[n, t], outcomes[n, t]
            if rating == rating:  # noqa: PLR0124
                for m in range(len(total)):
                    left = rating - level[m]
                    total[m] += left * left
            if outcome == outcome:  # noqa: PLR0124
                for m in range(len(total)):
                    error = outcome - level[m]
                    level[m] += max(error, none) * up[m] + min(error, none) * down[m]
