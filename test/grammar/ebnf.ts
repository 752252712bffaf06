// A second judge of syntax, independent of the parser: a grammar written down as EBNF text and Earley's algorithm (Earley 1970), which
// takes any context-free grammar and stops at the first token that cannot continue any program of the language.

/** A rule is a list of alternatives, an alternative a list of symbols; a symbol that names no rule is a terminal. */
export type Grammar = ReadonlyMap<string, readonly (readonly string[])[]>;

/**
 * Reads `name = ...` rules, one a line (lines that start with a space continue). Symbols stand in a row; `|` separates alternatives,
 * `( )` groups, `?`, `*` and `+` follow what they repeat, and `item % ','` is a list of items with a separator.
 */
export function readGrammar(text: string): Grammar {
  const rules = new Map<string, string[][]>();
  const joined = text.replace(/\n +/g, " ");
  for (const line of joined.split("\n").filter((one) => one.trim() !== "")) {
    const [name, ...rest] = line.match(/'[^']+'|[\w]+|\S/g)!;
    new RuleReader(rules, name!, rest.slice(1)).read();
  }
  return rules;
}

class RuleReader {
  private at = 0;
  private readonly rules: Map<string, string[][]>;
  private readonly name: string;
  private readonly words: readonly string[];

  constructor(rules: Map<string, string[][]>, name: string, words: readonly string[]) {
    this.rules = rules;
    this.name = name;
    this.words = words;
  }

  read(): void {
    this.rules.set(this.name, this.alternatives());
  }

  private alternatives(): string[][] {
    const all: string[][] = [[]];
    while (this.at < this.words.length && this.words[this.at] !== ")") {
      if (this.words[this.at] === "|") {
        this.at++;
        all.push([]);
      } else all.at(-1)!.push(this.item());
    }
    return all;
  }

  private item(): string {
    let symbol = this.words[this.at++]!;
    if (symbol === "(") {
      symbol = this.fresh(this.alternatives());
      this.at++;
    }
    for (;;) {
      const sign = this.words[this.at];
      if (sign === "?") symbol = this.fresh([[], [symbol]]);
      else if (sign === "*") symbol = this.many(symbol, []);
      else if (sign === "+") symbol = this.many(symbol, [symbol]);
      else if (sign === "%") symbol = this.list(symbol, this.words[++this.at]!);
      else return symbol;
      this.at++;
    }
  }

  private many(symbol: string, least: string[]): string {
    const name = this.fresh([least]);
    this.rules.get(name)!.push([name, symbol]);
    return name;
  }

  private list(symbol: string, separator: string): string {
    const name = this.fresh([[symbol]]);
    this.rules.get(name)!.push([name, separator, symbol]);
    return name;
  }

  private fresh(alternatives: string[][]): string {
    const name = `${this.name} ${this.rules.size}`;
    this.rules.set(name, alternatives);
    return name;
  }
}

interface Item {
  readonly rule: string;
  readonly alternative: readonly string[];
  readonly dot: number;
  readonly origin: number;
}

/**
 * Index of the first token that no program starting like this can have there; the number of tokens if only the end comes too early;
 * null if the tokens are a program. `kinds[i]`: the terminals that token `i` may be taken for.
 */
export function firstOffending(
  grammar: Grammar,
  start: string,
  kinds: readonly (readonly string[])[],
): number | null {
  const columns: Column[] = [new Column(grammar)];
  columns[0]!.predict(start, 0);
  for (let at = 0; ; at++) {
    const column = columns[at]!;
    column.close(at, columns);
    if (at === kinds.length) return column.isComplete(start) ? null : at;
    const next = new Column(grammar);
    for (const kind of kinds[at]!)
      for (const item of column.waiting(kind)) next.add({ ...item, dot: item.dot + 1 });
    if (next.isEmpty()) return at;
    columns.push(next);
  }
}

/** The items after some token: those that wait for a symbol are found by it. */
class Column {
  private readonly items: Item[] = [];
  private readonly seen = new Set<string>();
  private readonly byNext = new Map<string, Item[]>();
  private readonly predicted = new Set<string>();
  /** Rules that were completed without any token since this column. */
  private readonly empty = new Set<string>();
  private readonly grammar: Grammar;

  constructor(grammar: Grammar) {
    this.grammar = grammar;
  }

  add(item: Item): void {
    const key = `${item.rule}|${item.alternative.join(" ")}|${item.dot}|${item.origin}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.items.push(item);
    const next = item.alternative[item.dot];
    if (next === undefined) return;
    const waiting = this.byNext.get(next);
    if (waiting === undefined) this.byNext.set(next, [item]);
    else waiting.push(item);
    if (this.empty.has(next)) this.add({ ...item, dot: item.dot + 1 });
  }

  predict(rule: string, at: number): void {
    if (this.predicted.has(rule)) return;
    this.predicted.add(rule);
    for (const alternative of this.grammar.get(rule)!) this.add({ rule, alternative, dot: 0, origin: at });
  }

  /** Predicts and completes until nothing new comes. */
  close(at: number, columns: readonly Column[]): void {
    for (let i = 0; i < this.items.length; i++) {
      const item = this.items[i]!;
      const next = item.alternative[item.dot];
      if (next !== undefined) {
        if (this.grammar.has(next)) this.predict(next, at);
        continue;
      }
      if (item.origin === at) this.empty.add(item.rule);
      for (const waiting of [...columns[item.origin]!.waiting(item.rule)])
        this.add({ ...waiting, dot: waiting.dot + 1 });
    }
  }

  waiting(symbol: string): readonly Item[] {
    return this.byNext.get(symbol) ?? [];
  }

  isEmpty(): boolean {
    return this.items.length === 0;
  }

  isComplete(start: string): boolean {
    return this.items.some(
      ({ rule, alternative, dot, origin }) => rule === start && origin === 0 && dot === alternative.length,
    );
  }
}
