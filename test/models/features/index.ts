// The features of the language, sections 1 to 3, as one list.

import { EXPRESSIONS } from "./expressions.ts";
import type { Feature } from "./feature.ts";
import { PROGRAM_TEXT } from "./program-text.ts";
import { TYPES_AND_TRANSFORMS } from "./types.ts";
import { MEANING } from "./meaning.ts";

export const FEATURES: readonly Feature[] = [
  ...PROGRAM_TEXT,
  ...EXPRESSIONS,
  ...TYPES_AND_TRANSFORMS,
  ...MEANING,
];
