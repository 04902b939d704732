"""Small positive matrices of many people at once: (D, D, N), people in the last axis.

D steps over all people cost less than N calls of a library that takes one small matrix at a time.
"""

from collections.abc import Iterator

import numpy as np

from overture.learning import Array


def inverse(matrices: Array) -> tuple[Array, Array]:
    """Inverse (D, D, N) and log determinant (N,), by Gauss and Jordan without pivoting.

    Where a matrix is not positive definite, its log determinant is NaN.
    """
    found = np.array(matrices, dtype=np.float64)
    log_determinant = np.zeros(found.shape[2:])
    for k in range(len(found)):
        pivot = found[k, k].copy()
        column, row = found[:, k].copy(), found[k] / pivot
        found -= column[:, None] * row
        found[k], found[:, k], found[k, k] = row, -column / pivot, 1.0 / pivot
        log_determinant += np.log(np.where(pivot > 0.0, pivot, np.nan))
    return found, log_determinant


def factor(matrices: Array) -> Array:
    """Lower Cholesky factors (D, D, N) of positive definite matrices; NaN where one is not."""
    left = np.array(matrices, dtype=np.float64)
    found = np.zeros_like(left)
    for k in range(len(left)):
        pivot = np.sqrt(np.where(left[k, k] > 0.0, left[k, k], np.nan))
        found[k:, k] = left[k:, k] / pivot
        left[k:, k:] -= found[k:, None, k] * found[None, k:, k]
    return found


def times(matrices: Array, vectors: Array) -> Array:
    """Each person's matrix (D, D, N) times that person's vector (D, N)."""
    product: Array = (matrices * vectors[None]).sum(axis=1)
    return product


def floored(matrices: Array, precision: Array, share: float) -> Array:
    """The same matrices (D, D, N), with no eigenvalue under a share of the prior precision (D, D).

    Eigenvalues are those in units of the precision; only people who need it are touched.
    """
    low = np.isnan(factor(matrices - share * precision[..., None])).any(axis=(0, 1))
    if not low.any():
        return matrices
    root = np.linalg.cholesky(precision)
    into = np.linalg.inv(root)
    whitened = np.einsum("ij,jkn,lk->nil", into, matrices[..., low], into)
    values, vectors = np.linalg.eigh((whitened + whitened.swapaxes(1, 2)) / 2.0)
    back = root @ vectors
    mended = matrices.copy()
    mended[..., low] = np.einsum("nij,nj,nkj->ikn", back, np.maximum(values, share), back)
    return mended


def blocks(people: int, size: int) -> Iterator[slice]:
    """People in the order given, so many at a time that their arrays stay in the fast memory."""
    for first in range(0, people, size):
        yield slice(first, min(first + size, people))
