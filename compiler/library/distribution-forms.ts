// Forms of one distribution that differ in the number of their arguments, the variate included. A last argument may say how precise the
// value should be; ours are always as precise as numbers allow, so it only has to be there.

export type FormKind = "lpdf" | "cumulative";

export interface Form {
  /** Name of the descriptor. */
  readonly family: string;
  /** How many of the arguments it takes. */
  readonly args: number;
}

const WIENER: Form = { family: "wiener", args: 5 };
const VARYING_DRIFT: Form = { family: "wiener_varying_drift", args: 6 };
const VARYING: Form = { family: "wiener_varying", args: 8 };

const FORMS: Readonly<Record<string, Readonly<Record<FormKind, Readonly<Record<number, Form>>>>>> = {
  wiener: {
    lpdf: { 5: WIENER, 6: VARYING_DRIFT, 7: VARYING_DRIFT, 8: VARYING, 9: VARYING },
    cumulative: { 5: WIENER, 6: WIENER, 8: VARYING, 9: VARYING },
  },
};

/** The form of a family with so many arguments; null where there is none, and the family itself where it has one form only. */
export function formFor(kind: FormKind, family: string, count: number): Form | null {
  if (!Object.hasOwn(FORMS, family)) return { family, args: count };
  return FORMS[family]![kind][count] ?? null;
}
