import sys

sys.path.insert(0, "..")
from mpmath import mpf
from reference import write


def density(q):
    x, y = q
    big, c, d, e, f, g = map(mpf, ["10.25", "0.3", "2", "5", "0.25", "10"])
    target = -((x - 2) ** 2) * 15 / 1000
    target += (big + c + d + e + f + g) * y - 3 * y**2
    target += mpf("3.75") * x  # the imaginary part of 3.75i * x
    return target - mpf(1) / 2 * (2 * x - y) ** 2


write("lexical", 2, density)
