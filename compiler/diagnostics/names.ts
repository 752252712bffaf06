// Messages about names: unknown, taken, reserved.

import { positionOf, type Name, type Problem } from "../../grammar/index.ts";
import { error, replacement, type Repair } from "./build.ts";
import { migrationOf, type OldCall } from "./migration.ts";

/** What else is known about a name that means nothing where it is used. */
export interface Surroundings {
  /** Visible names that look alike, nearest first. */
  readonly near: readonly string[];
  /** Declarations of such names, which may be what is misspelt. */
  readonly declared: readonly Name[];
  /** Where the very name is declared, though out of sight. */
  readonly elsewhere: { readonly line: number; readonly where: string } | null;
}

export function undeclaredVariable(name: Name, { near, declared, elsewhere }: Surroundings): Problem {
  if (elsewhere !== null)
    return error("id-undeclared", name.span, `Variable '${name.text}' is not declared here.`, {
      hint: `There is a '${name.text}' on line ${elsewhere.line}, ${elsewhere.where}: move that declaration, or this use of it.`,
    });
  return error("id-undeclared", name.span, `Variable '${name.text}' is not declared here.`, {
    ...spelling(name, near, declared),
    hint:
      near[0] === undefined
        ? `Declare '${name.text}' in this block or an earlier one before using it.`
        : `Did you mean '${near[0]}'?`,
  });
}

export function undeclaredFunction(
  call: OldCall,
  near: readonly string[],
  declared: readonly Name[],
): Problem {
  const name = call.callee;
  const migration = migrationOf(call);
  if (migration !== null)
    return error(
      "id-undeclared",
      name.span,
      `Function '${name.text}' was removed from the language.`,
      migration,
    );
  return error("id-undeclared", name.span, `There is no function named '${name.text}'.`, {
    ...spelling(name, near, declared),
    hint:
      near[0] === undefined
        ? `Define '${name.text}' in the functions block or check its spelling.`
        : `Did you mean '${near[0]}'?`,
  });
}

/** The nearest name as the fix, the others and the misspelt declarations as what else may be meant. */
function spelling(name: Name, near: readonly string[], declared: readonly Name[]): Repair {
  const [first, ...rest] = near;
  if (first === undefined) return {};
  const renamed = declared.map((other) => ({
    fix: replacement(other.span, name.text),
    hint: `'${other.text}' is declared on line ${lineOf(other)}; if '${name.text}' is meant, correct it there.`,
  }));
  const others = rest.map((other) => ({
    fix: replacement(name.span, other),
    hint: `Did you mean '${other}'?`,
  }));
  return { fix: replacement(name.span, first), others: [...renamed, ...others] };
}

function lineOf({ span }: Name): number {
  return positionOf(span.source, span.start).line;
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
  const hint =
    name.text === "lp__"
      ? "The log density is read with target() and increased with 'target += ...;'."
      : "Choose another name.";
  return error("id-keyword", name.span, message, { hint });
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
