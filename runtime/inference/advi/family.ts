// What the two Gaussian families share. Optimisation happens in a frame: theta = centre + C z, with C near the posterior's own scale,
// so that every number being learned is a distance in posterior sds whatever the model's units are. In the frame the approximation
// is z ~ mu + S eps; each stage starts from mu = 0, S = I and is absorbed into the frame when it ends.

export type FamilyName = "meanfield" | "fullrank";

/** Which unbiased gradient of the ELBO: with the entropy in closed form, or the path derivative ("sticking the landing"). */
export type Estimator = "closed-form" | "path-derivative";

export interface Family {
  readonly name: FamilyName;
  readonly dimension: number;
  /** Length of the parameter vector: mu (D), log diagonal of S (D), then whatever else S has. All zero means mu = 0, S = I. */
  readonly size: number;
  readonly centre: Float64Array;
  /** C: sds (D) for meanfield; lower triangle (D x D, column-major) for fullrank. */
  readonly frame: Float64Array;
  /** theta = centre + C (mu + S eps). */
  draw(parameters: Float64Array, eps: Float64Array, theta: Float64Array): void;
  /** Adds the ELBO gradient by `parameters` of one draw to `out`, from the model's `gradient` at that draw. */
  addGradient(
    parameters: Float64Array,
    eps: Float64Array,
    gradient: Float64Array,
    estimator: Estimator,
    out: Float64Array,
  ): void;
  /** log |det C S|. */
  logDeterminant(parameters: Float64Array): number;
  /** Makes the approximation at `parameters` the new frame. */
  absorb(parameters: Float64Array): void;
}
