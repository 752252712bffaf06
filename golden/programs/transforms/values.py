"""Transforms by their formulas; structured ones as the reference manual gives them, stochastic columns and rows by the inverse isometric
log-ratio of each."""
import sys

sys.path.insert(0, "..")
from mpmath import exp, log, mpf, sqrt, tanh
from reference import write


class Reader:
    def __init__(self, q):
        self.q, self.at, self.jacobian = q, 0, mpf(0)

    def take(self, n):
        self.at += n
        return self.q[self.at - n : self.at]

    def cholesky_cov(self, y, rows, columns):
        y = list(y)
        L = [[mpf(0)] * columns for _ in range(rows)]
        for i in range(rows):
            for j in range(min(i + 1, columns)):
                free = y.pop(0)
                L[i][j] = exp(free) if i == j else free
                if i == j:
                    self.jacobian += free
        return L

    def corr(self, y, size):
        z = [tanh(x) for x in y]
        acc, L = [mpf(1)] * size, [[mpf(0)] * size for _ in range(size)]
        for c in range(size):
            L[c][c] = sqrt(acc[c])
            for i in range(c + 1, size):
                v = z.pop(0)
                L[i][c] = v * sqrt(acc[i])
                acc[i] *= 1 - v * v
                self.jacobian += log(1 - v * v) * (1 + mpf(max(0, size - c - 2)) / 2)
        return [[sum(L[i][k] * L[j][k] for k in range(size)) for j in range(size)] for i in range(size)]

    def cov(self, y, size):
        L = self.cholesky_cov(y, size, size)
        diagonal = [L[k][k] for k in range(size)]
        self.jacobian -= sum(log(d) for d in diagonal)
        self.jacobian += size * log(2) + sum((size - k + 1) * log(d) for k, d in enumerate(diagonal))
        return [[sum(L[i][k] * L[j][k] for k in range(size)) for j in range(size)] for i in range(size)]

    def simplex2(self, y):
        w = y / sqrt(mpf(2))
        total = exp(w) + exp(-w)
        self.jacobian += -2 * log(total) + log(mpf(2)) / 2
        return [exp(w) / total, exp(-w) / total]

    def stochastic_columns(self, y):
        first, second = self.simplex2(y[0]), self.simplex2(y[1])
        return [[first[0], second[0]], [first[1], second[1]]]


def density(q):
    p = Reader(q)
    a = p.take(1)[0] + mpf("1.5")
    b = p.take(1)[0] * mpf("2.5")
    p.jacobian += log(mpf("2.5"))
    r = [mpf("0.5") + exp(y) for y in p.take(2)]
    p.jacobian += sum(p.q[p.at - 2 : p.at])
    ro = [1 + 2 * y for y in p.take(2)]
    p.jacobian += 2 * log(mpf(2))
    m = [mpf("0.5") + 3 * y for y in p.take(4)]
    p.jacobian += 4 * log(mpf(3))
    mo = [[m[0], m[2]], [m[1], m[3]]]
    y = p.take(1)[0]
    u = 2 - exp(y)
    p.jacobian += y
    L = p.cholesky_cov(p.take(3), 2, 2)
    L32 = p.cholesky_cov(p.take(5), 3, 2)
    R = p.corr(p.take(3), 3)
    S = p.cov(p.take(3), 2)
    C = [p.stochastic_columns(p.take(2)), p.stochastic_columns(p.take(2))]
    y = p.take(3)
    rows = p.take(2)
    Lc = p.cholesky_cov(y, 2, 2)
    Rc = p.corr(y, 3)
    Cc = [p.simplex2(rows[0]), p.simplex2(rows[1])]
    square = lambda x: x * x
    target = -square(a) - square(b) - sum(map(square, r)) - sum(map(square, ro)) - square(u)
    for i in range(2):
        for j in range(2):
            entries = square(mo[i][j]) + square(L[i][j]) + square(S[i][j]) + square(C[0][i][j])
            entries += 2 * square(C[1][i][j]) + square(Lc[i][j]) + square(Cc[i][j])
            target -= mpf(i + 1 + 2 * (j + 1)) / 10 * entries
    for i in range(3):
        target -= mpf(i + 1) / 5 * (square(L32[i][0]) + 2 * square(L32[i][1]))
    target += R[0][1] + 2 * R[0][2] - square(R[1][2]) - Rc[0][1] + Rc[1][2] * Rc[0][2] / 2
    return target + p.jacobian


write("transforms", 34, density)
