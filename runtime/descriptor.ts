// What one entry of the library says about itself. A descriptor is a plain literal (`as const satisfies ...`): the compiler inlines its
// formulas, the tests check its laws, the documentation prints it. Formulas are expressions of the modelling language over the entry's
// arguments and the names of `where`, typed by a scalar typer of their own; they may call any scalar function of the catalogue.

export interface Documentation {
  /** One sentence. */
  readonly summary: string;
  /** The formula in plain text, where the entry's own formulas (`formula`, `logDensity`, `constrain`) do not say it. */
  readonly formula?: string;
  /** Source of the formula or method: paper, equation, page, or a handbook's section. */
  readonly reference: string;
}

/** Values an argument may take; checks, messages, test points and documentation come from here. */
export type ArgumentDomain =
  | "real" // finite
  | "any" // not NaN
  | "positive" // > 0 and finite
  | "positive-any" // > 0, infinity allowed
  | "nonnegative" // >= 0 and finite
  | "nonnegative-any" // >= 0, infinity allowed
  | "unit" // in [0, 1]
  | "open-unit" // in (0, 1)
  | "int" // any integer
  | "count" // integer >= 0
  | "positive-int"
  | "binary" // 0 or 1
  | "simplex"
  | "ordered"
  | "positive-vector"
  | "real-vector"
  | "real-matrix"
  | "covariance"
  | "cholesky-covariance"
  | "cholesky-correlation"
  | "correlation";

/** A function of scalars, lifted element-wise over containers by the compiler. Exactly one of `formula` and `kernel`. */
export interface ScalarFunction {
  readonly name: string;
  /** Argument names in order. `int` arguments have no derivative. */
  readonly args: Readonly<Record<string, "real" | "int">>;
  readonly result?: "real" | "int";
  /** Shared subterms of the formulas, in order; later ones may use earlier ones. */
  readonly where?: Readonly<Record<string, string>>;
  readonly formula?: string;
  /** Name of the runtime function (an export of abi.ts) that computes it. */
  readonly kernel?: string;
  /** d f / d argument; may use `result` for the value. Missing for kernels: no derivative (0). Missing for formulas: derived. */
  readonly partials?: Readonly<Record<string, string>>;
  /** In multiplications; decides between storing and recomputing. */
  readonly cost: number;
  readonly testPoints: readonly (readonly number[])[];
  readonly doc: Documentation;
}

/** Why a kernel is not a formula: it works on whole blocks. Its adjoint is a second runtime function. */
export interface Kernel {
  /** Name of the runtime function. */
  readonly name: string;
  /** Parameters of the runtime function in order; every `in`, `out` and `inout` is passed as two arguments: array, offset. */
  readonly params: readonly KernelParameter[];
  readonly result?: "real" | "int";
  /** No derivative: integers, sorting permutations, random draws. */
  readonly adjoint?: {
    readonly name: string;
    /**
     * Arguments of the adjoint function in order, each a parameter's name (its value), `name.adj` (its adjoint: array and offset for
     * blocks AND for scalars, whose adjoint travels in a one-cell block; `null, 0` where not wanted), `result` or `result.adj`.
     * The function adds to adjoints of inputs. An adjoint of an `out` is read; the compiler zeroes it afterwards where cells are reused.
     */
    readonly args: readonly string[];
  };
  /**
   * It calls a function of the model: the parameters that take the function, and the same with its derivatives by its input blocks
   * (always, or only where derivatives of the result are wanted); those that take the derivatives of the result (cells of `result`,
   * or one number, by `columns`).
   */
  readonly callback?: {
    readonly f: string;
    readonly derivative: string;
    readonly always: boolean;
    readonly jacobian: string;
    readonly columns: string;
    readonly result: string | null;
  };
  /** Needs the random stream as its first argument; only in transformed data and generated quantities. */
  readonly random?: boolean;
  readonly cost?: number;
}

export type KernelParameter =
  | { readonly name: string; readonly role: "in" | "out" | "inout"; readonly elem?: "f64" | "i32" }
  | { readonly name: string; readonly role: "real" | "int" | "callback" };

/** A distribution with its density, cdfs and generator. */
export interface Distribution {
  readonly name: string;
  /** The name in the language and in messages, where that has several forms by the number of arguments. */
  readonly calledAs?: string;
  /** The variate: name and type (or domain, for kernels). A NaN variate rejects; all else about it is in `requires` and `support`. */
  readonly over: Readonly<Record<string, "real" | "int">> | Readonly<Record<string, ArgumentDomain>>;
  readonly params: Readonly<Record<string, ArgumentDomain>>;
  /** elementwise: every argument a scalar or a container of one length. Otherwise by `kernels`. */
  readonly vectorised: "elementwise" | "kernel";
  /** What a variate outside the support gives: rejection of the point, or log density -Infinity. */
  readonly outside: "reject" | "-Infinity";
  /** Truth formula that the variate must satisfy in the density, e.g. `y >= 0`; absent: the whole line. Cumulative functions give their limits. */
  readonly support?: string;
  /** Truth formulas over variate and parameters that reject the point when false: in every function, the density, the cumulative functions. */
  readonly requires?: { readonly always?: string; readonly density?: string; readonly cumulative?: string };
  readonly where?: Readonly<Record<string, string>>;
  /** Terms of the log density; `~` drops the terms that mention no argument that depends on parameters. */
  readonly logDensity?: readonly string[];
  readonly cdf?: string;
  readonly lcdf?: string;
  readonly lccdf?: string;
  /** Logarithms of probabilities that are not divided by that of the event at all, for times of an event that need not happen. */
  readonly lcdfUnnorm?: string;
  readonly lccdfUnnorm?: string;
  /**
   * Log density by kernels, `vectorised: "kernel"`: the sum of their results. Kernel parameters named like the variate or a parameter
   * take that argument; the others are sizes. A kernel without the variate can be hoisted when its parameters are data.
   */
  readonly kernels?: Readonly<Record<string, Kernel>>;
  /** Neither formulas nor kernels: the compiler writes the density out, as elements of a parameter. */
  readonly isWrittenOut?: true;
  /**
   * The same density by another distribution: its parameters as expressions of the language over ours, e.g. multi_normal is
   * multi_normal_cholesky with ["mu", "cholesky_decompose(Sigma)"]. Evaluated once, whatever the number of variates.
   * Its generator serves too.
   */
  readonly via?: { readonly distribution: string; readonly params: readonly string[] };
  /** Formulas of the kernels' size parameters over `size(x)`, `rows(x)`, `cols(x)` of one variate. */
  readonly sizes?: Readonly<Record<string, string>>;
  /** Sizes of block arguments of one variate, by the names in `sizes`, one per index: checked before a kernel is called. */
  readonly shapes?: Readonly<Record<string, readonly string[]>>;
  /** Runtime function `(random, ...params) => number`; for variates that are blocks, a `random` kernel of the catalogue. */
  readonly rng?: string;
  /** Points `[variate, ...params]` inside the support. */
  readonly testPoints: readonly (readonly unknown[])[];
  readonly doc: Documentation;
}

/** A constraining transform: what enforces a parameter's constraint. */
export interface Transform {
  /** Stan's name of the constrained type (`simplex`), or `lower`, `upper`, `lower_upper`, `offset_multiplier`. */
  readonly name: string;
  /** Scalar transforms: formulas over the unconstrained `u` and these arguments. */
  readonly args?: readonly string[];
  readonly constrain?: string;
  readonly logJacobian?: string;
  readonly unconstrain?: string;
  /** Structured transforms: `(x, xOffset, q, qOffset, ...sizes) => log |J|`. */
  readonly kernel?: Kernel;
  readonly doc: Documentation;
}
