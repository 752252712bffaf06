// Programs of the reference set that the compiler refuses today, and why. A program that compiles must leave this list: none is refused.

export const notAvailable: Readonly<Record<string, string>> = {};
