import sys

sys.path.insert(0, "..")
from mpmath import exp, im, log, mpc, mpf, re
from reference import write


def density(q):
    z = mpc(q[0], q[1])
    cv = [mpc(q[2], q[3]), mpc(q[4], q[5])]
    cr = [mpc(q[6], q[7]), mpc(q[8], q[9])]
    a11, a21, a12, a22 = [2 * mpc(q[10 + 2 * k], q[11 + 2 * k]) for k in range(4)]  # column by column
    v, x = q[18:20], q[20]
    norm = lambda c: re(c) ** 2 + im(c) ** 2
    tz = exp(mpc(2, mpf(1) / 2) * log(z))
    target = -norm(tz) + x - re(tz * mpc(0, 1))
    for k in range(2):
        target -= norm(cv[k] * z) + norm(v[k] * z) / 2 + norm(-cr[k] - 1) * (k + 1)
    target -= norm(a12) + norm(a21 - a11) + norm(a22) / 4
    return target - x**2 * 2


write("complex_types", 21, density)
