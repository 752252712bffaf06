// Calls of distributions that have several forms: the descriptor of the form, and the arguments that it takes.

import { formFor, type FormKind } from "../library/distribution-forms.ts";
import type { LibraryCall } from "./calls.ts";

/** The descriptor that a call means and the call with the arguments that it takes; null where there is none of so many arguments. */
export function formOf(
  kind: FormKind,
  family: string,
  call: LibraryCall,
): { readonly family: string; readonly call: LibraryCall } | null {
  const form = formFor(kind, family, call.args.length);
  if (form === null) return null;
  if (form.family === family && form.args === call.args.length) return { family, call };
  const args = call.args.slice(0, form.args);
  return { family: form.family, call: { ...call, args, texts: call.texts.slice(0, form.args) } };
}
