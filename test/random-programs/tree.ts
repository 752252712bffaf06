// Programs as trees of lines, so that a failing one can be made smaller without knowing the language: nodes go, bodies take the place of
// the blocks around them, calls are replaced by their arguments. What that breaks is refused by the compiler and not tried further.

export type Node =
  /** `twin` does the same in other words. */
  | { readonly kind: "line"; readonly text: string; readonly twin?: string }
  /** `if` with its `else`, a loop, a plain block: each part a head and its body. */
  | { readonly kind: "block"; readonly parts: readonly Part[] };

export interface Part {
  readonly head: string;
  readonly body: readonly Node[];
}

export interface Signature {
  readonly head: string;
  readonly body: readonly Node[];
  /** Declared before all others too. */
  readonly isForward?: true;
}

/** A whole program; data and parameters are lists of declarations. */
export interface ProgramTree {
  readonly functions: readonly Signature[];
  readonly data: readonly string[];
  readonly transformedData: readonly Node[];
  readonly parameters: readonly string[];
  readonly transformedParameters: readonly Node[];
  readonly model: readonly Node[];
  readonly generatedQuantities: readonly Node[];
}

export const line = (text: string, twin?: string): Node =>
  twin === undefined ? { kind: "line", text } : { kind: "line", text, twin };
export const block = (head: string, body: readonly Node[]): Node => ({
  kind: "block",
  parts: [{ head, body }],
});

function printNode(node: Node, indent: string): string {
  if (node.kind === "line") return `${indent}${node.text}\n`;
  return `${indent}${node.parts.map(({ head, body }) => `${head} {\n${printNodes(body, `${indent}  `)}${indent}}`).join(" ")}\n`;
}

const printNodes = (nodes: readonly Node[], indent: string): string =>
  nodes.map((node) => printNode(node, indent)).join("");

export function printProgram(p: ProgramTree): string {
  const section = (head: string, body: string): string => (body === "" ? "" : `${head} {\n${body}}\n`);
  const declarations = (lines: readonly string[]): string => lines.map((text) => `  ${text}\n`).join("");
  const forward = p.functions.filter(({ isForward }) => isForward).map(({ head }) => `  ${head};\n`);
  const functions = p.functions.map((f) => `  ${f.head} {\n${printNodes(f.body, "    ")}  }\n`);
  return [
    section("functions", [...forward, ...functions].join("")),
    section("data", declarations(p.data)),
    section("transformed data", printNodes(p.transformedData, "  ")),
    section("parameters", declarations(p.parameters)),
    section("transformed parameters", printNodes(p.transformedParameters, "  ")),
    section("model", printNodes(p.model, "  ")),
    section("generated quantities", printNodes(p.generatedQuantities, "  ")),
  ].join("");
}

/** The program with every line that has one replaced by its twin. */
export function inOtherWords(p: ProgramTree): ProgramTree {
  const node = (n: Node): Node =>
    n.kind === "line"
      ? line(n.twin ?? n.text)
      : { ...n, parts: n.parts.map((part) => ({ ...part, body: part.body.map(node) })) };
  return {
    ...p,
    functions: p.functions.map((f) => ({ ...f, body: f.body.map(node) })),
    transformedData: p.transformedData.map(node),
    transformedParameters: p.transformedParameters.map(node),
    model: p.model.map(node),
    generatedQuantities: p.generatedQuantities.map(node),
  };
}

// --------------------------------------------------------------------------------------------------------------- shrinking

/** Smaller programs, the largest steps first. */
export function* smaller(p: ProgramTree): Generator<ProgramTree> {
  for (const key of ["generatedQuantities", "model", "transformedParameters", "transformedData"] as const)
    for (const nodes of smallerLists(p[key])) yield { ...p, [key]: nodes };
  for (const [i, f] of p.functions.entries()) {
    yield { ...p, functions: p.functions.filter((_, k) => k !== i) };
    for (const body of smallerLists(f.body))
      yield { ...p, functions: p.functions.map((g, k) => (k === i ? { ...f, body } : g)) };
  }
  for (const i of p.parameters.keys()) yield { ...p, parameters: p.parameters.filter((_, k) => k !== i) };
}

function* smallerLists(nodes: readonly Node[]): Generator<readonly Node[]> {
  if (nodes.length > 1) yield [];
  for (let size = nodes.length >> 1; size > 1; size >>= 1)
    for (let at = 0; at + size <= nodes.length; at += size)
      yield [...nodes.slice(0, at), ...nodes.slice(at + size)];
  for (const [i, node] of nodes.entries()) {
    const before = nodes.slice(0, i);
    const after = nodes.slice(i + 1);
    yield [...before, ...after];
    for (const replacement of smallerNodes(node)) yield [...before, ...replacement, ...after];
  }
}

function* smallerNodes(node: Node): Generator<readonly Node[]> {
  if (node.kind === "line") {
    for (const text of smallerTexts(node.text)) yield [line(text)];
    return;
  }
  const { parts } = node;
  for (const part of parts) yield part.body;
  if (parts.length > 1) yield [{ ...node, parts: parts.slice(0, -1) }];
  for (const [k, part] of parts.entries()) {
    const put = (changed: Part): readonly Node[] => [
      { ...node, parts: parts.map((other, j) => (j === k ? changed : other)) },
    ];
    for (const body of smallerLists(part.body)) yield put({ ...part, body });
    for (const head of smallerTexts(part.head)) yield put({ ...part, head });
  }
}

/** Every `name(...)` or `(...)` replaced by a literal, by one argument or by one side of an operator. */
function* smallerTexts(text: string): Generator<string> {
  for (let open = 0; open < text.length; open++) {
    if (text[open] !== "(") continue;
    const close = matching(text, open);
    if (close < 0) continue;
    const name = /[a-z_0-9]*$/.exec(text.slice(0, open))![0];
    if (name === "if" || name === "for" || name === "while") continue;
    const [head, tail] = [text.slice(0, open - name.length), text.slice(close + 1)];
    const inner = text.slice(open + 1, close);
    for (const piece of ["0.5", "1", "p0", ...pieces(inner)]) {
      const next = `${head}${piece}${tail}`;
      if (next.length < text.length) yield next;
    }
  }
}

function matching(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if ("([".includes(text[i]!)) depth++;
    if (")]".includes(text[i]!) && --depth === 0) return i;
  }
  return -1;
}

/** Split at top-level commas and spaced operators. */
function pieces(inner: string): string[] {
  const found: string[] = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i <= inner.length; i++) {
    const c = inner[i];
    if (c !== undefined && "([{".includes(c)) depth++;
    if (c !== undefined && ")]}".includes(c)) depth--;
    if (
      c === undefined ||
      (depth === 0 && (c === "," || (c === " " && /^ (\.?[*/+-]|\?|:|&&|\|\|) /.test(inner.slice(i)))))
    ) {
      found.push(
        inner
          .slice(start, i)
          .replace(/^ *(\.?[*/+-]|\?|:|&&|\|\|) /, "")
          .trim(),
      );
      start = i + (c === "," ? 1 : 0);
    }
  }
  return found.filter((piece) => piece !== "" && piece.length < inner.length);
}

/** Whether some line says the word. */
export const mentions = (p: ProgramTree, word: string): boolean =>
  new RegExp(`\\b${word}\\b`).test(printProgram(p));
