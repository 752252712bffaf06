// Programs whose functions run at run time, with data and a point where they are smooth.

export interface Program {
  readonly name: string;
  readonly source: string;
  readonly data: unknown;
  readonly at: readonly number[];
}

export const programs: readonly Program[] = [
  {
    name: "ode in a loop over subjects, int data, forcing table",
    source: `
functions {
  vector rhs(real t, vector y, array[] real p, data array[] real dose, int kind, vector extra) {
    vector[2] dy;
    real input = 0;
    for (i in 1:size(dose)) input += dose[i] * exp(-square(t - i));
    if (kind == 1) dy[1] = input - p[1] * y[1];
    else dy[1] = input - p[2] * y[1] / (1 + y[1]);
    dy[2] = p[1] * y[1] - extra[1] * y[2];
    return dy;
  }
}
data { int S; array[S, 2] real dose; array[S] int kind; array[3] real ts; array[S] vector[3] obs; }
parameters { array[2] real<lower=0> p; vector<lower=0>[1] extra; real<lower=0> y0; }
model {
  for (s in 1:S) {
    array[3] vector[2] y = ode_rk45_tol(rhs, [y0, 0.1]', 0.0, ts, 1e-9, 1e-9, 10000, p, dose[s], kind[s], extra);
    obs[s] ~ normal(y[, 2], 1);
    target += 0.1 * y[3][1];
  }
  p ~ lognormal(0, 1);
}`,
    data: {
      S: 2,
      dose: [
        [1, 2],
        [0.5, 0.3],
      ],
      kind: [1, 2],
      ts: [0.5, 1, 2],
      obs: [
        [1, 2, 3],
        [0.2, 0.3, 0.4],
      ],
    },
    at: [0.1, -0.2, 0.3, 0.4],
  },
  {
    name: "ode bdf with loop over many states",
    source: `
functions {
  vector diffuse(real t, vector u, real k, int n) {
    vector[n] du = rep_vector(0, n);
    for (i in 2:(n-1)) du[i] = k * (u[i-1] - 2*u[i] + u[i+1]) - 0.1*u[i]^2;
    return du;
  }
}
data { int n; vector[n] u0; }
parameters { real<lower=0> k; real s; }
model {
  array[2] vector[n] u = ode_bdf_tol(diffuse, u0 * exp(s), 0, {0.1, 0.4}, 1e-9, 1e-10, 10000, k, n);
  target += -sum(u[2]) + u[1][3]^2;
}`,
    data: { n: 6, u0: [0, 1, 2, 1.5, 1, 0] },
    at: [0.3, -0.1],
  },
  {
    name: "integral in a loop, limits data and parameter",
    source: `
functions {
  real f(real x, real xc, array[] real th, data array[] real xr, data array[] int xi) {
    if (x < xr[1]) return exp(-th[1] * x);
    return exp(-th[1] * xr[1]) / (1 + square(x - xr[1])) ^ xi[1];
  }
}
data { int N; array[N] real b; array[N, 1] int k; }
transformed data { array[0] int none; }
parameters { real<lower=0> a; real<lower=0> u; }
model {
  for (n in 1:N) target += -log(integrate_1d(f, 0, b[n], {a}, {50.0}, k[n], 1e-9));
  target += integrate_1d(f, -u, u + 1, {a}, {50.0}, k[1], 1e-9);
}`,
    data: { N: 3, b: [1, 2, 3], k: [[1], [2], [1]] },
    at: [0.2, 0.1],
  },
  {
    name: "new integral forms, tuple and infinite",
    source: `
functions { real g(real x, real xc, tuple(real, vector) p) { return exp(-0.5 * square((x - p.1) / p.2[1])); } }
parameters { real m; vector<lower=0>[1] s; }
model { target += -log(integrate_1d_gauss_kronrod(g, negative_infinity(), positive_infinity(), (m, s)))
   + integrate_1d_double_exponential_tol(g, 0, m + 2, 1e-9, 1e-9, 10, (m, s)); }`,
    data: {},
    at: [0.3, 0.2],
  },
  {
    name: "solver inside a loop, system of data size",
    source: `
functions { vector eq(vector x, vector th, real c, int n) { vector[n] r; for (i in 1:n) r[i] = x[i] + c * sum(tanh(x)) - th[i]; return r; } }
data { int n; int K; }
parameters { vector[n] th; real<lower=0> c; }
model { for (k in 1:K) { vector[n] x = solve_newton(eq, rep_vector(0.1, n), th * k, c, n); target += -dot_self(x) + x[1]; } target += -sum(solve_powell(eq, th, th, c, n)); }`,
    data: { n: 4, K: 3 },
    at: [0.5, -0.3, 0.8, 0.2, -0.5],
  },
  {
    name: "recursion returning vectors in a while loop",
    source: `
functions {
  vector smooth(vector x, real w, int depth) {
    int n = num_elements(x);
    vector[n] out = x;
    if (depth == 0) return x * w;
    for (i in 2:n) out[i] = w * out[i - 1] + sin(x[i]);
    return smooth(out, w * 0.9, depth - 1) + 0.1 * out .* exp(-out);
  }
  real logistic_steps(real x, real r, int k) { if (k <= 0) return x; real y = r * x * (1 - x); if (y > 0.9) return logistic_steps(0.5 * y, r, k - 1); return logistic_steps(y, r, k - 1) + 0.01 * y; }
}
data { int n; int d; }
parameters { vector[n] x; real w; }
model {
  int k = 0;
  real acc = 0;
  while (k < 3) { vector[n] s = smooth(x + acc, w, k + d); acc += sum(s) * 0.1; k += 1; }
  target += -0.5 * dot_self(x) - acc^2 + logistic_steps(inv_logit(w), 3.1, 12);
  x ~ normal(smooth(x, w, 2), 1);
}`,
    data: { n: 4, d: 1 },
    at: [0.2, -0.3, 0.5, 0.1, 0.4],
  },
  {
    name: "callback that recurses; transformed data and generated quantities",
    source: `
functions {
  real pw(real x, int n) { return n == 0 ? 1.0 : x * pw(x, n - 1); }
  vector rhs(real t, vector y, real k) { return [-k * pw(y[1], 3)]'; }
}
transformed data { array[2] vector[1] z = ode_rk45(rhs, [1.0]', 0.0, {0.5, 1.0}, 0.7); real c = pw(2, 5); }
parameters { real<lower=0> k; }
transformed parameters { array[2] vector[1] y = ode_bdf(rhs, [1.0]', 0.0, {0.5, 1.0}, k); }
model { target += c * y[2][1] + z[1][1] * k; }
generated quantities { array[1] vector[1] w = ode_adams(rhs, [2.0]', 0.0, {0.3}, k); real p = pw(k, 4); }`,
    data: {},
    at: [0.1],
  },
  {
    name: "map_rect with shard sizes from data",
    source: `
functions { vector sh(vector phi, vector th, data array[] real xr, data array[] int xi) { int n = xi[1]; vector[n] o; for (i in 1:n) o[i] = -0.5 * square(xr[i] - phi[1] - th[1] * i); return o; } }
data { int N; array[N, 3] real xr; array[N, 1] int xi; }
parameters { vector[1] phi; array[N] vector[1] th; }
model { target += map_rect(sh, phi, th, xr, xi); }`,
    data: {
      N: 3,
      xr: [
        [1, 2, 3],
        [0, 1, 2],
        [3, 1, 2],
      ],
      xi: [[2], [1], [3]],
    },
    at: [0.3, 0.1, -0.2, 0.4],
  },
  {
    name: "ode with parameter times and matrix argument",
    source: `
functions { vector lin(real t, vector y, matrix A) { return A * y; } }
parameters { matrix[2,2] A; real<lower=0> t; vector[2] y0; real t0; }
model { array[2] vector[2] y = ode_ckrk_tol(lin, y0, -exp(t0), {t, t + 1}, 1e-10, 1e-10, 10000, A); target += -dot_self(y[1]) - y[2][1]; }`,
    data: {},
    at: [0.1, -0.5, 0.4, -0.2, 0.1, 0.5, 0.7, -0.3],
  },
];
