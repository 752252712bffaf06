// The features of the language, sections 1 to 3, as one list.

import { EXPRESSIONS } from "./expressions.ts";
import type { Feature } from "./feature.ts";
import { PROGRAM_TEXT } from "./program-text.ts";
import { MEANING } from "./types.ts";

export const FEATURES: readonly Feature[] = [...PROGRAM_TEXT, ...EXPRESSIONS, ...MEANING];
