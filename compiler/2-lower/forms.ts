// Forms of one distribution that differ in the number of their arguments, the variate included. A last argument may say how precise the
// value should be; ours are always as precise as numbers allow, so it only has to be there.

import type { LibraryCall } from "./calls.ts";

type Kind = "lpdf" | "cumulative";

interface Form {
  readonly family: string;
  readonly args: number;
}

const WIENER: Form = { family: "wiener", args: 5 };
const VARYING_DRIFT: Form = { family: "wiener_varying_drift", args: 6 };
const VARYING: Form = { family: "wiener_varying", args: 8 };

const FORMS: Readonly<Record<string, Readonly<Record<Kind, Readonly<Record<number, Form>>>>>> = {
  wiener: {
    lpdf: { 5: WIENER, 6: VARYING_DRIFT, 7: VARYING_DRIFT, 8: VARYING, 9: VARYING },
    cumulative: { 5: WIENER, 6: WIENER, 8: VARYING, 9: VARYING },
  },
};

/** The descriptor that a call means and the call with the arguments that it takes; null where there is none of so many arguments. */
export function formOf(
  kind: Kind,
  family: string,
  call: LibraryCall,
): { readonly family: string; readonly call: LibraryCall } | null {
  if (!Object.hasOwn(FORMS, family)) return { family, call };
  const form = FORMS[family]![kind][call.args.length];
  if (form === undefined) return null;
  if (form.family === family && form.args === call.args.length) return { family, call };
  const args = call.args.slice(0, form.args);
  return { family: form.family, call: { ...call, args, texts: call.texts.slice(0, form.args) } };
}
