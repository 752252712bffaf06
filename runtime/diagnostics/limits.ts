// Where trouble begins, for verdicts, tables and reports alike.

/** R-hat from which chains disagree (Vehtari, Gelman, Simpson, Carpenter and Bürkner, Bayesian Analysis 16(2), 2021, section 4). */
export const WELL_MIXED = 1.01;
/** Bulk and tail effective draws asked of each chain (the same, section 4: 400 of four chains). */
export const ESS_PER_CHAIN = 100;
/** Estimated Bayesian fraction of missing information below which momentum resampling cannot follow the energy (Betancourt 2016). */
export const LEAST_EBFMI = 0.3;
/** Largest distance of two means that counts as agreement, in standard deviations of the reference. */
export const CLOSE = 0.3;
/** Factor by which a standard deviation may be off. */
export const SD_FACTOR = 1.25;
/** Quantile of the standard normal at 0.99. */
export const ONE_SIDED_99 = 2.33;
