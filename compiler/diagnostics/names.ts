// Messages about names: unknown, taken, reserved.

import type { Name, Problem, Span } from "../../grammar/index.ts";
import { error, replacement } from "./build.ts";
import { migrationHint } from "./migration.ts";

/** `near`: a visible name that looks alike, if there is one. */
export function undeclaredVariable(name: Name, near: string | null): Problem {
  return error("id-undeclared", name.span, `Variable '${name.text}' is not declared here.`, {
    hint:
      near === null
        ? `Declare '${name.text}' in this block or an earlier one before using it.`
        : `Did you mean '${near}'?`,
    fix: near === null ? undefined : replacement(name.span, near),
  });
}

export function undeclaredFunction(name: Name, near: string | null, span: Span = name.span): Problem {
  const migration = migrationHint(name.text);
  if (migration !== null)
    return error("id-undeclared", span, `Function '${name.text}' was removed from the language.`, {
      hint: migration.hint,
      fix: migration.rename === undefined ? undefined : replacement(name.span, migration.rename),
    });
  return error("id-undeclared", span, `There is no function named '${name.text}'.`, {
    hint:
      near === null
        ? `Define '${name.text}' in the functions block or check its spelling.`
        : `Did you mean '${near}'?`,
    fix: near === null ? undefined : replacement(name.span, near),
  });
}

export function nameInUse(name: Name, line: number | null): Problem {
  const where = line === null ? "" : ` on line ${line}`;
  return error("id-in-use", name.span, `A variable named '${name.text}' already exists${where}.`, {
    hint: "Variables cannot be redeclared or shadowed: choose another name.",
  });
}

export function reservedName(name: Name): Problem {
  const message = name.text.endsWith("__")
    ? `'${name.text}' ends in two underscores, which is reserved for generated names.`
    : `'${name.text}' is a reserved word and cannot be used as a name.`;
  return error("id-keyword", name.span, message, { hint: "Choose another name." });
}

export function modelNameUsed(name: Name): Problem {
  return error("id-model-name", name.span, `'${name.text}' is the name of the model itself.`, {
    hint: "Rename this, or the model file.",
  });
}

export function variableWithDensitySuffix(name: Name): Problem {
  return error(
    "id-lupdf-suffix",
    name.span,
    `A variable may not end in '_lupdf' or '_lupmf': '${name.text}'.`,
    {
      hint: "These endings call a density without its constants; choose another name.",
    },
  );
}

export function notOverloadable(name: Name): Problem {
  return error(
    "id-nonoverloadable-builtin",
    name.span,
    `'${name.text}' is a built-in that takes a function as argument; it cannot be defined again or overloaded.`,
    { hint: "Choose another name for your function." },
  );
}
