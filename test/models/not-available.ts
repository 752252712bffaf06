// Programs of the reference set that the compiler refuses today, and why. A program that compiles must leave this list.

const SIZES = "local arrays whose size is not known once data are bound";

export const notAvailable: Readonly<Record<string, string>> = {
  "language/loop_sized_locals": SIZES,
  "language/size_zero": SIZES,
};
