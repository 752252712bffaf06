import sys

sys.path.insert(0, "..")
from mpmath import mpf
from reference import write


def density(q):
    a, v, r = q[0:4], q[4:8], q[8:12]
    (re1, im1), (re2, im2) = q[12:14], q[14:16]
    s = [a[1], a[2], a[0], a[1]]  # reversed, then the last two and the first replaced
    w = [v[3], v[0], v[0] * v[1], v[1] * v[2]]
    t = [r[2], r[2], r[0], r[1]]  # t[:] = r[{3, 3, 1, 2}]
    t[1], t[2] = r[0], r[1]  # t[2:3] = r[:2]
    t[0], t[3] = r[2], r[3]  # t[{1, 4}] = r[3:]
    t[2], t[3] = t[1] + r[3], t[2] + r[3]  # the right side reads the old values
    t[0] = 2 * r[3]
    target = mpf(0)
    for k in range(4):
        target -= mpf(k + 1) / 2 * (s[k] ** 2 + (w[k] - 1) ** 2 + (t[k] + s[k]) ** 2)
    target += sum(a) * v[1] + sum(a[1:]) + sum(x * x for x in v) / 10 + sum(r) * (r[0] + r[1])
    return target - re2**2 - im1 * im2 - im1**2 - re1**2


write("indices", 16, density)
