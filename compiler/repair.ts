// The fix of the first error, tried out: of the repairs that the parser or the checker can think of, the first after which the whole
// program compiles. What a user is told to do then works; a repair that was not tried successfully is only kept where a message
// brought it along itself.

import {
  blockRenames,
  repairs,
  type Fix,
  type ParseOptions,
  type Problem,
  type Repair,
  type Source,
} from "../grammar/index.ts";

/** Parses and checks; gives the errors only. */
type Judge = (source: Source) => readonly Problem[];

/** How much text may be compiled again in search of a repair, in characters; at least two repairs are tried. */
const BUDGET = 200_000;
const MAX_TRIED = 12;

/** The problems, the first error with a repair if one is found. */
export function withRepair(
  source: Source,
  problems: readonly Problem[],
  options: ParseOptions,
  judge: Judge,
): readonly Problem[] {
  const first = problems.find(({ severity }) => severity === "error");
  if (first === undefined) return problems;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const isSettled = first.span.source !== source || first.fix?.isMigration === true;
  const repaired = isSettled ? first : repair(source, first, errors, options, judge);
  return problems.map((problem) => withoutOthers(problem === first ? repaired : problem));
}

function repair(
  source: Source,
  problem: Problem,
  errors: number,
  options: ParseOptions,
  judge: Judge,
): Problem {
  const own: Repair | null =
    problem.fix === undefined ? null : { fix: problem.fix, hint: problem.hint ?? "", isLikely: true };
  const most = Math.max(2, Math.min(MAX_TRIED, Math.floor(BUDGET / source.text.length)));
  let [best, fewest, tried]: [Repair | null, number, number] = [null, Infinity, 0];
  for (const candidate of candidates(source, problem, own, options)) {
    const left = judge({ ...source, text: applied(source.text, candidate.fix) });
    // Of syntax errors, the likeliest repair stands even where another error keeps the program from compiling.
    const isBetter = isSemantic(problem) ? left.length < fewest : best === null;
    if (left.length === 0 || (isBetter && isStep(problem, candidate, left, errors)))
      [best, fewest] = [candidate, left.length];
    if (left.length === 0 || ++tried >= most) break;
  }
  if (best === null) return withoutFix(problem);
  return best === own ? problem : { ...problem, fix: best.fix, hint: best.hint };
}

/** Other errors remain, but fewer, or, where the parser had stopped, none that stands where the repair was made. */
function isStep(
  problem: Problem,
  { fix, isLikely }: Repair,
  left: readonly Problem[],
  errors: number,
): boolean {
  if (isSemantic(problem)) return isLikely !== false && left.length < errors;
  if (isLikely !== true) return false;
  if (left.some((other) => !isSemantic(other))) return left.length < errors;
  const at = fix.span.start;
  return !left.some(({ span, code }) => code !== "id-undeclared" && span.start <= at && at <= span.end);
}

function* candidates(
  source: Source,
  problem: Problem,
  own: Repair | null,
  options: ParseOptions,
): Generator<Repair, void> {
  if (own !== null) yield own;
  yield* problem.others ?? [];
  if (!isSemantic(problem)) yield* repairs(source, options);
  if (blockCodes.has(problem.code))
    yield* blockRenames(source, problem.span.start, problem.code === "scope-target", options);
}

/** Errors that a wrong name of the block explains. */
const blockCodes: ReadonlySet<string> = new Set([
  "syn-program",
  "syn-block",
  "syn-function",
  "syn-declaration",
  "syn-sized-type-in-fn",
  "syn-constraint-local-or-fn",
  "scope-target",
  "scope-jacobian",
  "scope-rng",
]);

/** Found by the checker: the number of errors then tells whether a repair helps; a parser's errors hide those of the checker. */
function isSemantic({ code }: Problem): boolean {
  return !/^(?:syn|lex)-/.test(code);
}

function withoutFix(problem: Problem): Problem {
  const { fix: _, ...plain } = problem;
  return plain;
}

function withoutOthers(problem: Problem): Problem {
  const { others: _, ...plain } = problem;
  return plain;
}

export function applied(text: string, { span, text: put }: Fix): string {
  return text.slice(0, span.start) + put + text.slice(span.end);
}
