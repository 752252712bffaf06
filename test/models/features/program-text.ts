// Section 1: tokens, includes, the shape of programs, statements.

import { type Feature, section, typeName } from "./feature.ts";

const s11 = section("1.1 characters");
const CHARACTERS: readonly Feature[] = [
  s11.text("line comment", (_, { program }) =>
    program.comments.some(({ span }) => span.source.text.startsWith("//", span.start)),
  ),
  s11.text("block comment", (_, { program }) =>
    program.comments.some(({ span }) => span.source.text.startsWith("/*", span.start)),
  ),
  s11.text("comment over several lines", (_, { program }) =>
    program.comments.some(
      ({ text, span }) => text.includes("\n") && span.source.text.startsWith("/*", span.start),
    ),
  ),
  s11.text("non-ASCII in a comment", (_, { program }) =>
    program.comments.some(({ text }) => /[^\x00-\x7f]/.test(text)),
  ),
  s11.text("tab", (text) => text.includes("\t")),
  s11.text("form feed", (text) => text.includes("\f")),
  s11.text("lines that end in CR LF", (text) => /\r\n/.test(text)),
  s11.text("lines that end in CR", (text) => /\r[^\n]/.test(text)),
];

const s12 = section("1.2 tokens");
const literal = (
  name: string,
  kind: "intLiteral" | "realLiteral" | "imaginaryLiteral",
  pattern: RegExp,
): Feature => s12.expression(name, ({ expression: e }) => e.kind === kind && pattern.test(e.text), "useful");
const TOKENS: readonly Feature[] = [
  literal("int", "intLiteral", /^\d+$/),
  literal("int with underscores", "intLiteral", /^\d+_\d+/),
  literal("real D.", "realLiteral", /^\d+\.$/),
  literal("real D.D", "realLiteral", /^\d+\.\d+$/),
  literal("real D.De", "realLiteral", /^\d+\.\d+[eE][-+]?\d+$/),
  literal("real D.e", "realLiteral", /^\d+\.[eE][-+]?\d+$/),
  literal("real De", "realLiteral", /^\d+[eE][-+]?\d+$/),
  literal("real .De", "realLiteral", /^\.\d+[eE][-+]?\d+$/),
  literal("real .D", "realLiteral", /^\.\d+$/),
  literal("real with underscores", "realLiteral", /\d_\d/),
  literal("exponent E with a plus sign", "realLiteral", /E\+/),
  literal("imaginary from an int", "imaginaryLiteral", /^\d+i$/),
  literal("imaginary from a real", "imaginaryLiteral", /^\d+\.\d*([eE][-+]?\d+)?i$/),
  literal("imaginary from .D", "imaginaryLiteral", /^\.\d+i$/),
  s12.expression(
    "T as a name",
    ({ expression: e }) => e.kind === "variable" && e.name.text === "T",
    "useful",
  ),
  s12.text("a block name over several blanks", (text) =>
    /(transformed|generated)[ \t\f]{2,}(data|parameters|quantities)/.test(text),
  ),
  s12.statement(
    "string",
    ({ statement: s }) => s.kind === "print" && s.items.some((item) => item.kind === "text"),
    "executed",
  ),
];

const s13 = section("1.3 #include");
const includedName = (text: string): RegExpMatchArray[] => [
  ...text.matchAll(/#include\s+("[^"]+"|<[^>]+>|[^\s"<]+)/g),
];
const INCLUDES: readonly Feature[] = [
  s13.text("quoted", (text) => includedName(text).some(([, name]) => name!.startsWith('"'))),
  s13.text("in angle brackets", (text) => includedName(text).some(([, name]) => name!.startsWith("<"))),
  s13.text("bare", (text) => includedName(text).some(([, name]) => /^[^"<]/.test(name!))),
  s13.text("a .stanfunctions file twice", (text) => {
    const names = includedName(text).map(([, name]) => name!.replace(/["<>]/g, ""));
    return names.some((name, i) => name.endsWith(".stanfunctions") && names.indexOf(name) !== i);
  }),
  s13.statement(
    "an included statement",
    ({ statement, program }) => statement.span.source !== program.source,
  ),
  s13.definition(
    "an included function",
    ({ definition, program }) => definition.span.source !== program.source,
  ),
];

const s15 = section("1.5 programs");
const BLOCKS = [
  "data",
  "transformed data",
  "parameters",
  "transformed parameters",
  "model",
  "generated quantities",
] as const;
const PROGRAMS: readonly Feature[] = [
  ...BLOCKS.map((block) =>
    s15.text(`${block} block`, (_, { program }) =>
      program.blocks.some(({ name, body }) => name === block && body.length > 0),
    ),
  ),
  s15.text("empty block", (_, { program }) => program.blocks.some(({ body }) => body.length === 0)),
  s15.definition("functions block", () => true),
  s15.text("forward declaration", (_, { program }) => program.functions.some(({ body }) => body === null)),
  s15.declaration("several declarators", ({ program, declarator, around }) => {
    const all = [
      ...program.blocks.flatMap(({ body }) => body),
      ...program.functions.flatMap(({ body }) => body ?? []),
      ...around,
    ];
    return all.some(
      (s) => s.kind === "declaration" && s.declarators.length > 1 && s.declarators.includes(declarator),
    );
  }),
  s15.declaration("declaration with a value", ({ declarator }) => declarator.initial !== null),
  s15.declaration("declaration after a statement", ({ program, declarator }) =>
    program.blocks.some(({ body }) => {
      const at = body.findIndex((s) => s.kind === "declaration" && s.declarators.includes(declarator));
      return at > 0 && body.slice(0, at).some((s) => s.kind !== "declaration");
    }),
  ),
  s15.declaration(
    "declaration as the body of a branch or loop",
    ({ around, declarator }) => {
      const last = around.at(-1);
      return (
        last !== undefined &&
        last.kind !== "block" &&
        last.kind !== "profile" &&
        declarator.span !== undefined
      );
    },
    "executed",
  ),
];

const s16 = section("1.6 statements");
const OPERATORS = ["=", "+=", "-=", "*=", "/=", ".*=", "./="] as const;
const STATEMENTS: readonly Feature[] = [
  ...OPERATORS.map((operator) =>
    s16.statement(
      `assignment ${operator}`,
      ({ statement: s }) => s.kind === "assignment" && s.operator === operator,
    ),
  ),
  s16.statement("call of a void function", ({ statement: s }) => s.kind === "callStatement"),
  s16.statement("~", ({ statement: s }) => s.kind === "tilde"),
  s16.statement(
    "~ of an expression",
    ({ statement: s }) => s.kind === "tilde" && s.variate.kind !== "variable",
  ),
  s16.statement(
    "T[a, b]",
    ({ statement: s }) => s.kind === "tilde" && s.truncation?.lower != null && s.truncation.upper !== null,
  ),
  s16.statement(
    "T[a, ]",
    ({ statement: s }) => s.kind === "tilde" && s.truncation?.lower != null && s.truncation.upper === null,
  ),
  s16.statement(
    "T[ , b]",
    ({ statement: s }) => s.kind === "tilde" && s.truncation?.upper != null && s.truncation.lower === null,
  ),
  s16.statement(
    "T[ , ]",
    ({ statement: s }) =>
      s.kind === "tilde" &&
      s.truncation !== null &&
      s.truncation.lower === null &&
      s.truncation.upper === null,
  ),
  s16.statement(
    "T with parameters as bounds",
    ({ statement: s, flow }) =>
      s.kind === "tilde" &&
      s.truncation !== null &&
      [s.truncation.lower, s.truncation.upper].some((e) => e !== null && flow.dependsOnParameters(e)),
  ),
  s16.statement(
    "T of an integer outcome",
    ({ statement: s }) =>
      s.kind === "tilde" && s.truncation !== null && typeName(s.variate.type).startsWith("int"),
  ),
  s16.statement(
    "T of a container",
    ({ statement: s }) =>
      s.kind === "tilde" &&
      s.truncation !== null &&
      ["vector", "rowVector", "array"].includes(s.variate.type.kind),
  ),
  s16.statement("target +=", ({ statement: s }) => s.kind === "targetIncrement"),
  s16.statement(
    "target += of a container",
    ({ statement: s }) =>
      s.kind === "targetIncrement" && s.value.type.kind !== "real" && s.value.type.kind !== "int",
  ),
  s16.statement("jacobian +=", ({ statement: s }) => s.kind === "jacobianIncrement"),
  s16.expression("target()", ({ expression: e }) => e.kind === "call" && e.call?.kind === "target", "useful"),
  s16.statement("break", ({ statement: s }) => s.kind === "break", "executed"),
  s16.statement(
    "break in a loop that parameters pass through",
    ({ statement: s, around, flow }) =>
      s.kind === "break" && around.some((a) => flow.statement(a) === "active"),
    "executed",
  ),
  s16.statement(
    "continue in a loop that parameters pass through",
    ({ statement: s, around, flow }) =>
      s.kind === "continue" && around.some((a) => flow.statement(a) === "active"),
    "executed",
  ),
  s16.statement("return of a value", ({ statement: s }) => s.kind === "return" && s.value !== null),
  s16.statement(
    "return from a loop",
    ({ statement: s, around }) => s.kind === "return" && s.value !== null && around.some(isLoop),
  ),
  s16.statement(
    "return without a value",
    ({ statement: s }) => s.kind === "return" && s.value === null,
    "executed",
  ),
  s16.statement("empty statement", ({ statement: s }) => s.kind === "empty", "executed"),
  s16.statement("print", ({ statement: s }) => s.kind === "print", "executed"),
  s16.statement(
    "print of values",
    ({ statement: s }) => s.kind === "print" && s.items.some((item) => item.kind === "value"),
    "executed",
  ),
  s16.statement("reject", ({ statement: s }) => s.kind === "reject", "useful"),
  s16.statement("fatal_error", ({ statement: s }) => s.kind === "fatalError", "useful"),
  s16.statement("if", ({ statement: s }) => s.kind === "if" && s.otherwise === null),
  s16.statement(
    "if else",
    ({ statement: s }) => s.kind === "if" && s.otherwise !== null && s.otherwise.kind !== "if",
  ),
  s16.statement("if else if", ({ statement: s }) => s.kind === "if" && s.otherwise?.kind === "if"),
  s16.statement(
    "if decided by parameters",
    ({ statement: s, flow }) => s.kind === "if" && flow.dependsOnParameters(s.condition),
  ),
  s16.statement("while", ({ statement: s }) => s.kind === "while"),
  s16.statement(
    "while decided by parameters",
    ({ statement: s, flow }) => s.kind === "while" && flow.dependsOnParameters(s.condition),
  ),
  s16.statement("for over a range", ({ statement: s }) => s.kind === "for"),
  s16.statement(
    "for in another",
    ({ statement: s, around }) => s.kind === "for" && around.some((a) => a.kind === "for"),
  ),
  ...["array", "vector", "rowVector", "matrix"].map((kind) =>
    s16.statement(
      `for over each element: ${kind}`,
      ({ statement: s }) => s.kind === "foreach" && s.container.type.kind === kind,
    ),
  ),
  s16.statement(
    "for over each element: array of containers",
    ({ statement: s }) =>
      s.kind === "foreach" &&
      s.container.type.kind === "array" &&
      s.container.type.element.kind !== "real" &&
      s.container.type.element.kind !== "int",
  ),
  s16.statement(
    "body without braces",
    ({ statement: s }) =>
      (s.kind === "for" && s.body.kind !== "block") || (s.kind === "if" && s.then.kind !== "block"),
  ),
  s16.statement("profile", ({ statement: s }) => s.kind === "profile"),
  s16.statement(
    "profile in another",
    ({ statement: s, around }) => s.kind === "profile" && around.some((a) => a.kind === "profile"),
  ),
  s16.statement(
    "block with locals",
    ({ statement: s }) => s.kind === "block" && s.body.some((inner) => inner.kind === "declaration"),
  ),
  s16.statement("destructuring", ({ statement: s }) => s.kind === "assignment" && s.target.kind === "tuple"),
  s16.statement(
    "destructuring into elements",
    ({ statement: s }) =>
      s.kind === "assignment" &&
      s.target.kind === "tuple" &&
      s.target.elements.some((e) => e.kind === "index"),
  ),
  s16.statement(
    "destructuring, nested",
    ({ statement: s }) =>
      s.kind === "assignment" &&
      s.target.kind === "tuple" &&
      s.target.elements.some((e) => e.kind === "tuple"),
  ),
  s16.statement(
    "assignment to a slot",
    ({ statement: s }) => s.kind === "assignment" && s.target.kind === "projection",
  ),
];

function isLoop({ kind }: { readonly kind: string }): boolean {
  return kind === "for" || kind === "foreach" || kind === "while";
}

export const PROGRAM_TEXT: readonly Feature[] = [
  ...CHARACTERS,
  ...TOKENS,
  ...INCLUDES,
  ...PROGRAMS,
  ...STATEMENTS,
];
