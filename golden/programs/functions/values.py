import sys

sys.path.insert(0, "..")
from mpmath import erfc, log, mpf, sqrt
from reference import write

Phi = lambda z: erfc(-z / sqrt(mpf(2))) / 2


def density(q):
    x, v, r = q[0], q[1:3], q[3:5]
    target = log(Phi((x - mpf("0.2")) / mpf("1.5"))) + log(Phi(-(v[0] - x) / 2)) + Phi(v[1])
    target -= sum((ri + x) ** 2 for ri in r) + (2 * v[0] + 3 * v[1]) ** 2
    target += -((v[0] * r[1]) ** 2) - (v[1] * r[0]) ** 2 / 2 + v[1] * r[1] / 10
    # z' = v[1], z(0) = x
    return target - (x + v[0] / 2) ** 2 - (x + 2 * v[0]) ** 2 / 10


write("functions", 5, density)
