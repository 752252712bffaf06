// Numbers that generated code calls by name, so that a reader meets log(2 pi) / 2 and not its digits. Each has the bits
// that folding `log(2 * pi())` in doubles gives (at most one unit in the last place from the exact value): the emitter prints a number of
// the MIR by its name when the bits agree.

/** log(pi) */
export const LOG_PI = 1.1447298858494002;
/** log(2 pi) */
export const LOG_2PI = 1.8378770664093453;
/** log(2 pi) / 2, the constant of a normal density */
export const LOG_SQRT_2PI = 0.9189385332046727;
