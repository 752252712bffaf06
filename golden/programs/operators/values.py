import sys

sys.path.insert(0, "..")
from mpmath import exp, log, mpf, pi
from reference import write


def density(q):
    x, y, v, free_p, r, free_s = q[0], q[1], q[2:4], q[4:6], q[6:8], q[8:10]
    p, s = [exp(z) for z in free_p], [exp(z) for z in free_s]
    A, free_P = q[10:14], q[14:18]
    P = [exp(z) for z in free_P]
    target = sum(free_p) + sum(free_s) + sum(free_P)
    e = [x + r[i] - (s[i] - r[i]) + (r[i] - y) - (x - s[i]) + r[i] * s[i] + r[i] / s[i] for i in range(2)]
    B = [(a + x) + (y + a) - (a - c) + (a - x) - (y - c) + a * x + a / (1 + y * y) for a, c in zip(A, P)]
    w = [(x - v[i]) + y / p[i] + v[i] / p[i] + p[i] ** v[i] + p[i] ** x + p[i] ** y - v[i] + v[i] for i in range(2)]
    square = lambda z: z * z
    target += -square(x) / 2 - log(2 * pi) / 2
    target -= sum(map(square, e)) / 2 + sum(map(square, B)) / 10 + sum(map(square, A)) / 20
    target -= sum(map(square, P)) / 50 + sum(map(square, w)) / 100
    w = [(w[i] - v[i]) / 3 * p[i] / (p[i] + 1) for i in range(2)]
    # matrices are column by column: B A
    b, a = [[B[0], B[2]], [B[1], B[3]]], [[A[0], A[2]], [A[1], A[3]]]
    product = [sum(b[i][k] * a[k][j] for k in range(2)) for i in range(2) for j in range(2)]
    t = (x + y) / mpf("2.5")
    k1, t = x + t, t * y
    target += -square(t) - sum(map(square, w)) / 10 - sum(map(square, product)) / 1000
    target += (v[0] * k1 + v[1] * k1) / 10
    target += x * y + sum(r)
    target += x  # n is 3
    target += mpf("0.3") * x * (1 + 2)  # 17 %/% 2 %/% 3 is 2
    return target + mpf("0.2") * y


write("operators", 18, density)
