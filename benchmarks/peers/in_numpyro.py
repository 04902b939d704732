"""The delta rule with two rates in NumPyro. Runs in the peers' environment, not in the program's.

    PEERS_PYTHON in_numpyro.py nuts|svi DATA.npz [--draws N] [--warmup N] [--steps N] [--double]

DATA holds `ratings` and `outcomes` (T, N) and, where the population is given, its `mean` and `sd`
(4,); otherwise it has weak priors and is sampled too. What is found is printed as JSON. Work is
done twice, the second time without compiling, and both times are told, by clock and processor.
"""

import argparse
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
from jax.scipy.special import expit
from numpyro import distributions as dist
from numpyro.diagnostics import effective_sample_size, gelman_rubin
from numpyro.infer import MCMC, NUTS, SVI, Trace_ELBO, init_to_median
from numpyro.infer.autoguide import AutoNormal
from timing import tell, twice

WEAK = ((-0.7, -0.7, 50.0, 2.0), (1.5, 1.5, 25.0, 1.0))
WEAK_SD = (1.5, 1.5, 25.0, 0.7)


def model(ratings, outcomes, mean=None, sd=None):
    """People around a population, non-centred; it is sampled unless it is given."""
    if mean is None:
        mean = numpyro.sample("mean", dist.Normal(*map(jnp.array, WEAK)).to_event(1))
        sd = numpyro.sample("sd", dist.HalfNormal(jnp.array(WEAK_SD)).to_event(1))
    z = numpyro.sample("z", dist.Normal(0, 1).expand([4, ratings.shape[1]]).to_event(2))
    theta = numpyro.deterministic("theta", mean[:, None] + sd[:, None] * z)
    up, down = expit(theta[0]), expit(theta[1])

    def step(level, outcome):
        error = outcome - level
        return level + jnp.where(error > 0, up, down) * error, level

    _, levels = jax.lax.scan(step, theta[2], outcomes)
    numpyro.sample("ratings", dist.Normal(levels, jnp.exp(theta[3])), obs=ratings)


def by_nuts(data, told):
    """Two chains, one after the other."""
    mcmc = MCMC(
        NUTS(model, init_strategy=init_to_median),
        num_warmup=told.warmup,
        num_samples=told.draws,
        num_chains=2,
        chain_method="sequential",
        progress_bar=False,
    )
    times = twice(
        lambda: jax.block_until_ready(mcmc.run(jax.random.PRNGKey(0), **data)), once=told.once
    )
    draws = mcmc.get_samples(group_by_chain=True)
    draws = {name: np.asarray(values, np.float64) for name, values in draws.items()}
    theta = draws["theta"]
    found = {
        "mean": theta.mean((0, 1)),
        "sd": theta.std((0, 1)),
        "effective": effective_sample_size(theta),
        "furthest_rhat": gelman_rubin(theta).max(),
        "divergent": mcmc.get_extra_fields()["diverging"].sum(),
    }
    if "mean" in draws:
        found |= {f"population_{k}": draws[k].mean((0, 1)) for k in ("mean", "sd")}
        found |= {f"population_{k}_error": draws[k].std((0, 1)) for k in ("mean", "sd")}
    return found, times


def by_svi(data, told):
    """A normal for each number by itself, by Adam with a cosine decay."""
    guide = AutoNormal(model, init_loc_fn=init_to_median)

    def rate(step):
        return 0.01 * (1 + jnp.cos(jnp.pi * jnp.minimum(step / told.steps, 1.0)))

    svi = SVI(model, guide, numpyro.optim.Adam(rate), Trace_ELBO())
    held = {}

    @jax.jit
    def steps(state):
        return jax.lax.fori_loop(0, told.steps, lambda _, s: svi.update(s, **data)[0], state)

    def work():
        held["state"] = jax.block_until_ready(steps(svi.init(jax.random.PRNGKey(0), **data)))

    times = twice(work, once=told.once)
    draws = guide.sample_posterior(
        jax.random.PRNGKey(1), svi.get_params(held["state"]), sample_shape=(400,), **data
    )
    if "mean" in draws:
        mean, sd = draws["mean"][..., None], draws["sd"][..., None]
    else:
        mean, sd = data["mean"][:, None], data["sd"][:, None]
    theta = np.asarray(mean + sd * draws["z"], np.float64)
    found = {"mean": theta.mean(0), "sd": theta.std(0)}
    if "mean" in draws:
        found |= {f"population_{k}": np.asarray(draws[k]).mean(0) for k in ("mean", "sd")}
    return found, times


def main():
    """Read the data, do the work, print what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("method", choices=("nuts", "svi"))
    parser.add_argument("data", type=Path)
    parser.add_argument("--warmup", type=int, default=500)
    parser.add_argument("--draws", type=int, default=500)
    parser.add_argument("--steps", type=int, default=5_000)
    parser.add_argument("--double", action="store_true")
    parser.add_argument("--once", action="store_true", help="do not run again to time it compiled")
    told = parser.parse_args()
    jax.config.update("jax_enable_x64", told.double)
    data = {name: jnp.asarray(values) for name, values in np.load(told.data).items()}
    found, times = (by_nuts if told.method == "nuts" else by_svi)(data, told)
    tell(found, times, {"numpyro": numpyro.__version__, "jax": jax.__version__})


if __name__ == "__main__":
    main()
