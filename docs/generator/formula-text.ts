// Formulas of descriptors as a reader would write them: `-0.5 * square(z)` becomes −½ z². The text is parsed by the language's own grammar.

import { walkExpression, type Expr } from "../../grammar/index.ts";
import { parseFormula } from "../../compiler/library/formula.ts";

const LETTERS: Readonly<Record<string, string>> = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", eta: "η", theta: "θ", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν",
  xi: "ξ", rho: "ρ", sigma: "σ", tau: "τ", phi: "φ", chi: "χ", psi: "ψ", omega: "ω", Omega: "Ω", Sigma: "Σ",
}; // prettier-ignore

/** Greek where a name has a letter: `mu` is μ. */
export const letter = (name: string): string => (Object.hasOwn(LETTERS, name) ? LETTERS[name]! : name);

/** How tightly a text binds: sums 1, products 2, signs 3, powers 4, atoms 5. */
interface Text {
  readonly text: string;
  readonly binds: number;
}

const atom = (text: string): Text => ({ text, binds: 5 });
const within = ({ text, binds }: Text, least: number): string => (binds < least ? `(${text})` : text);

/** log x, but log(x + y). */
const logOf = (text: string): string => (text.startsWith("(") ? `log${text}` : `log ${text}`);

/** Functions that have a notation of their own. */
const NOTATION: Readonly<Record<string, (args: readonly Text[]) => Text>> = {
  square: ([x]) => ({ text: `${within(x!, 5)}²`, binds: 4 }),
  sqrt: ([x]) => ({ text: `√${within(x!, 5)}`, binds: 4 }),
  exp: ([x]) => atom(`exp(${x!.text})`),
  log: ([x]) => ({ text: logOf(within(x!, 4)), binds: 2.5 }),
  lgamma: ([x]) => ({ text: `log Γ(${x!.text})`, binds: 2.5 }),
  lbeta: ([a, b]) => ({ text: `log B(${a!.text}, ${b!.text})`, binds: 2.5 }),
  lchoose: ([n, k]) => ({ text: `log C(${n!.text}, ${k!.text})`, binds: 2.5 }),
  lmultiply: ([x, y]) => ({ text: `${within(x!, 3)} ${logOf(within(y!, 4))}`, binds: 2 }),
  multiply_log1p: ([x, y]) => ({ text: `${within(x!, 3)} log(${added("1", within(y!, 2))})`, binds: 2 }),
  log1p: ([x]) => ({ text: `log(${added("1", within(x!, 2))})`, binds: 2.5 }),
  log1m: ([x]) => ({ text: `log(1 − ${within(x!, 2)})`, binds: 2.5 }),
  log1p_exp: ([x]) => ({ text: `log(1 + exp(${x!.text}))`, binds: 2.5 }),
  log1m_exp: ([x]) => ({ text: `log(1 − exp(${x!.text}))`, binds: 2.5 }),
  expm1: ([x]) => ({ text: `exp(${x!.text}) − 1`, binds: 1 }),
  pow: ([x, y]) => ({ text: `${within(x!, 5)}^${within(y!, 5)}`, binds: 4 }),
  inv: ([x]) => ({ text: `1 / ${within(x!, 3)}`, binds: 2 }),
  abs: ([x]) => atom(`|${x!.text}|`),
  pi: () => atom("π"),
  positive_infinity: () => atom("∞"),
  negative_infinity: () => ({ text: "−∞", binds: 3 }),
  sign: ([x]) => atom(`sign(${x!.text})`),
  std_normal_density: ([x]) => atom(`φ(${x!.text})`),
  Phi: ([x]) => atom(`Φ(${x!.text})`),
  log_Phi: ([x]) => ({ text: `log Φ(${x!.text})`, binds: 2.5 }),
  inv_logit: ([x]) => atom(`logit⁻¹(${x!.text})`),
  log_inv_logit: ([x]) => ({ text: `log logit⁻¹(${x!.text})`, binds: 2.5 }),
  log1m_inv_logit: ([x]) => ({ text: `log(1 − logit⁻¹(${x!.text}))`, binds: 2.5 }),
  gamma_p: ([a, x]) => atom(`P(${a!.text}, ${x!.text})`),
  gamma_q: ([a, x]) => atom(`Q(${a!.text}, ${x!.text})`),
  log_gamma_p: ([a, x]) => ({ text: `log P(${a!.text}, ${x!.text})`, binds: 2.5 }),
  log_gamma_q: ([a, x]) => ({ text: `log Q(${a!.text}, ${x!.text})`, binds: 2.5 }),
  log_inc_beta: ([a, b, x]) => ({ text: `log I_{${x!.text}}(${a!.text}, ${b!.text})`, binds: 2.5 }),
  inc_beta: ([a, b, x]) => atom(`I_{${x!.text}}(${a!.text}, ${b!.text})`),
  log_rising_factorial: ([x, n]) => ({
    text: `log Γ(${x!.text} + ${within(n!, 2)}) − log Γ(${x!.text})`,
    binds: 1,
  }),
};

/** Numbers that a reader knows by another name. */
const CONSTANTS: ReadonlyMap<number, string> = new Map([
  [0.5, "½"],
  [Math.LN2, "log(2)"],
  [Math.LOG2E, "(1 / log 2)"],
  [Math.LOG10E, "(1 / log 10)"],
  [2 / Math.sqrt(Math.PI), "(2 / √π)"],
  [0.886226925452758, "(√π / 2)"],
  [1 / Math.sqrt(2 * Math.PI), "(1 / √(2π))"],
  [Math.PI, "π"],
  [Math.SQRT2, "√2"],
]);

const OPERATORS: Readonly<Record<string, string>> = {
  "==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">", "&&": "and", "||": "or",
}; // prettier-ignore

/** −½ may lead a product: −½ z². */
const negated = (operator: string, operand: Text): Text => ({
  text: `${operator === "-" ? "−" : operator}${within(operand, 2)}`,
  binds: 2,
});

/** As a later factor or a subtrahend, a negative number stands in brackets. */
const unsigned = (right: Text): string => (right.text.startsWith("−") ? `(${right.text})` : within(right, 2));
const asFactor = (right: Text): string =>
  right.text.startsWith("−") ? `(${right.text})` : within(right, 2.2);

/** a + −b is a − b. */
const added = (left: string, right: string): string =>
  right.startsWith("−") ? `${left} − ${right.slice(1)}` : `${left} + ${right}`;

function binary(operator: string, left: Text, right: Text): Text {
  switch (operator) {
    case "+":
      return { text: added(within(left, 1), within(right, 1)), binds: 1 };
    case "-":
      return { text: `${within(left, 1)} − ${unsigned(right)}`, binds: 1 };
    case "*":
      return { text: `${within(left, 2)} ${asFactor(right)}`, binds: 2 };
    case "/":
      return { text: `${within(left, 2)} / ${within(right, 3)}`, binds: 2 };
    default:
      return { text: `${left.text} ${OPERATORS[operator] ?? operator} ${right.text}`, binds: 0 };
  }
}

function show(e: Expr): Text {
  switch (e.kind) {
    case "intLiteral":
      return atom(String(e.value));
    case "realLiteral":
      return atom(CONSTANTS.get(e.value) ?? String(e.value));
    case "variable":
      return atom(letter(e.name.text.replace(/__$/, "")));
    case "parenthesized":
      return show(e.inner);
    case "prefix":
      return negated(e.operator, show(e.operand));
    case "ternary":
      return {
        text: `${show(e.then).text} if ${show(e.condition).text}, otherwise ${show(e.otherwise).text}`,
        binds: 0,
      };
    case "binary":
      return binary(e.operator, show(e.left), show(e.right));
    case "call": {
      const args = e.args.map(show);
      const notation = Object.hasOwn(NOTATION, e.callee.text) ? NOTATION[e.callee.text]! : null;
      return notation?.(args) ?? atom(`${e.callee.text}(${args.map(({ text }) => text).join(", ")})`);
    }
    default:
      throw new Error(`no notation for ${e.kind}`);
  }
}

export const formulaText = (formula: string): string => show(parseFormula(formula)).text;

/** Terms added up, as `logDensity` lists them. */
export function sumText(terms: readonly string[]): string {
  return terms.map((term) => within(show(parseFormula(term)), 1)).reduce(added);
}

/** `, z = (y − μ) / σ`: the shared subterms, in order. */
export function whereText(where: Readonly<Record<string, string>> | undefined): string {
  const shared = Object.entries(where ?? {}).map(([name, text]) => `${letter(name)} = ${formulaText(text)}`);
  return shared.length === 0 ? "" : `, ${shared.join(", ")}`;
}

/** Functions that a formula calls and that no notation shows. */
export function namesIn(formula: string): readonly string[] {
  const names: string[] = [];
  walkExpression(parseFormula(formula), (e) => {
    if (e.kind === "call" && !Object.hasOwn(NOTATION, e.callee.text)) names.push(e.callee.text);
  });
  return names;
}
