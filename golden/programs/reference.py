"""Values for the programs beside this file: each folder's values.py writes the log density a second time, from what the program
means, and calls `write`. 50 digits; gradients by central differences, which are good to 30 of them. Run: python3 values.py"""

import json
import os
import random

from mpmath import mp, mpf

mp.dps = 50


def gradient(density, q):
    step = mpf(10) ** -18
    moved = lambda i, by: [x + (by if k == i else 0) for k, x in enumerate(q)]
    return [(density(moved(i, step)) - density(moved(i, -step))) / (2 * step) for i in range(len(q))]


def write(folder, dims, density, points=3):
    rng = random.Random(folder)
    found = []
    for _ in range(points):
        q = [round(rng.uniform(-1.2, 1.2), 4) for _ in range(dims)]
        exact = [mpf(repr(x)) for x in q]
        found.append(
            {
                "unconstrained": q,
                "log_density_full": float(density(exact)),
                "gradient": [float(g) for g in gradient(density, exact)],
            }
        )
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), folder, "values.json")
    with open(path, "w") as file:
        json.dump({"dims": dims, "points": found}, file, indent=1)
        file.write("\n")
