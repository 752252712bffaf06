// The syntax tree, one definition for every stage: `M` is what each expression carries beside its shape. The parser yields
// `Program<Located>`; the checker turns it into `Program<Typed>` (compiler/ir/typed-ast.ts), the same tree with types, so a
// tree that was not checked cannot reach a stage that needs types. Nodes are plain immutable objects with a `kind`.

import type { Source, Span } from "./source.ts";

/** What every expression carries after parsing: nothing but its place. */
export interface Located {}

export interface Name {
  readonly text: string;
  readonly span: Span;
}

// ------------------------------------------------------------------------------------------------------------- expressions

export type BinaryOperator =
  | "||"
  | "&&"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | ".*"
  | "./"
  | "%/%"
  | "\\"
  | "^"
  | ".^";
export type PrefixOperator = "!" | "-" | "+";

export type Expr<M = Located> = M & ExprNode<M>;

export type ExprNode<M> =
  /** `text` is the literal as written. */
  | { readonly kind: "intLiteral"; readonly text: string; readonly value: number; readonly span: Span }
  | { readonly kind: "realLiteral"; readonly text: string; readonly value: number; readonly span: Span }
  | { readonly kind: "imaginaryLiteral"; readonly text: string; readonly value: number; readonly span: Span }
  | { readonly kind: "variable"; readonly name: Name; readonly span: Span }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expr<M>;
      readonly right: Expr<M>;
      readonly span: Span;
    }
  | {
      readonly kind: "prefix";
      readonly operator: PrefixOperator;
      readonly operand: Expr<M>;
      readonly span: Span;
    }
  /** Postfix `'`. */
  | { readonly kind: "transpose"; readonly operand: Expr<M>; readonly span: Span }
  | {
      readonly kind: "ternary";
      readonly condition: Expr<M>;
      readonly then: Expr<M>;
      readonly otherwise: Expr<M>;
      readonly span: Span;
    }
  /** `bar`: the first argument is followed by `|` (or the name has a conditioning suffix and exactly one argument). `target()` is a call. */
  | {
      readonly kind: "call";
      readonly callee: Name;
      readonly args: readonly Expr<M>[];
      readonly bar: boolean;
      readonly span: Span;
    }
  /** One bracket group; `x[1][2]` is an index of an index. */
  | {
      readonly kind: "index";
      readonly base: Expr<M>;
      readonly indices: readonly Index<M>[];
      readonly span: Span;
    }
  /** `x.1`: `slot` counts from 1. */
  | { readonly kind: "projection"; readonly base: Expr<M>; readonly slot: number; readonly span: Span }
  /** `{a, b}` */
  | { readonly kind: "array"; readonly elements: readonly Expr<M>[]; readonly span: Span }
  /** `[a, b]`: a row vector, or a matrix when the elements are row vectors. */
  | { readonly kind: "rowVector"; readonly elements: readonly Expr<M>[]; readonly span: Span }
  | { readonly kind: "tuple"; readonly elements: readonly Expr<M>[]; readonly span: Span }
  /** Kept so that the formatter can print what was written and `(x) = ...` can be refused. */
  | { readonly kind: "parenthesized"; readonly inner: Expr<M>; readonly span: Span };

export type Index<M = Located> =
  | { readonly kind: "all"; readonly span: Span }
  | { readonly kind: "single"; readonly value: Expr<M>; readonly span: Span }
  /** `a:b`, `a:`, `:b`; a missing bound is null, never both. */
  | {
      readonly kind: "range";
      readonly lower: Expr<M> | null;
      readonly upper: Expr<M> | null;
      readonly span: Span;
    };

// ------------------------------------------------------------------------------------------------------------------- types

export type BasicTypeName =
  | "int"
  | "real"
  | "complex"
  | "vector"
  | "row_vector"
  | "matrix"
  | "complex_vector"
  | "complex_row_vector"
  | "complex_matrix";

/** Types of function arguments and results: no sizes. */
export type UnsizedType =
  | { readonly kind: "basic"; readonly name: BasicTypeName; readonly span: Span }
  | {
      readonly kind: "array";
      readonly dimensions: number;
      readonly element: UnsizedType;
      readonly span: Span;
    }
  | { readonly kind: "tuple"; readonly slots: readonly UnsizedType[]; readonly span: Span }
  | { readonly kind: "void"; readonly span: Span };

export type SizedTypeName =
  | BasicTypeName
  | "ordered"
  | "positive_ordered"
  | "simplex"
  | "unit_vector"
  | "sum_to_zero_vector"
  | "sum_to_zero_matrix"
  | "cholesky_factor_corr"
  | "cholesky_factor_cov"
  | "corr_matrix"
  | "cov_matrix"
  | "column_stochastic_matrix"
  | "row_stochastic_matrix";

export type SizedType<M = Located> =
  /** `sizes` as written: 0 for scalars, 1 or 2 otherwise (`cholesky_factor_cov` takes either). */
  | {
      readonly kind: "basic";
      readonly name: SizedTypeName;
      readonly sizes: readonly Expr<M>[];
      readonly constraint: Constraint<M>;
      readonly span: Span;
    }
  | {
      readonly kind: "array";
      readonly sizes: readonly Expr<M>[];
      readonly element: SizedType<M>;
      readonly span: Span;
    }
  | { readonly kind: "tuple"; readonly slots: readonly SizedType<M>[]; readonly span: Span };

export type Constraint<M = Located> =
  | { readonly kind: "none" }
  | {
      readonly kind: "bounds";
      readonly lower: Expr<M> | null;
      readonly upper: Expr<M> | null;
      readonly span: Span;
    }
  | {
      readonly kind: "affine";
      readonly offset: Expr<M> | null;
      readonly multiplier: Expr<M> | null;
      readonly span: Span;
    };

// -------------------------------------------------------------------------------------------------------------- statements

export type AssignOperator = "=" | "+=" | "-=" | "*=" | "/=" | ".*=" | "./=";

export type Statement<M = Located> =
  /** `int a = 1, b;` is one declaration with two declarators that share the type. */
  | {
      readonly kind: "declaration";
      readonly type: SizedType<M>;
      readonly declarators: readonly Declarator<M>[];
      readonly span: Span;
    }
  | {
      readonly kind: "assignment";
      readonly target: Expr<M>;
      readonly operator: AssignOperator;
      readonly value: Expr<M>;
      readonly span: Span;
    }
  /** A void function called for its effect. */
  | {
      readonly kind: "callStatement";
      readonly callee: Name;
      readonly args: readonly Expr<M>[];
      readonly span: Span;
    }
  | {
      readonly kind: "tilde";
      readonly variate: Expr<M>;
      readonly distribution: Name;
      readonly args: readonly Expr<M>[];
      readonly truncation: Truncation<M> | null;
      readonly span: Span;
    }
  | { readonly kind: "targetIncrement"; readonly value: Expr<M>; readonly span: Span }
  | { readonly kind: "jacobianIncrement"; readonly value: Expr<M>; readonly span: Span }
  | { readonly kind: "break"; readonly span: Span }
  | { readonly kind: "continue"; readonly span: Span }
  | { readonly kind: "return"; readonly value: Expr<M> | null; readonly span: Span }
  | { readonly kind: "empty"; readonly span: Span }
  | {
      readonly kind: "print" | "reject" | "fatalError";
      readonly items: readonly PrintItem<M>[];
      readonly span: Span;
    }
  | {
      readonly kind: "if";
      readonly condition: Expr<M>;
      readonly then: Statement<M>;
      readonly otherwise: Statement<M> | null;
      readonly span: Span;
    }
  | { readonly kind: "while"; readonly condition: Expr<M>; readonly body: Statement<M>; readonly span: Span }
  | {
      readonly kind: "for";
      readonly variable: Name;
      readonly lower: Expr<M>;
      readonly upper: Expr<M>;
      readonly body: Statement<M>;
      readonly span: Span;
    }
  | {
      readonly kind: "foreach";
      readonly variable: Name;
      readonly container: Expr<M>;
      readonly body: Statement<M>;
      readonly span: Span;
    }
  | {
      readonly kind: "profile";
      readonly name: string;
      readonly body: readonly Statement<M>[];
      readonly span: Span;
    }
  | { readonly kind: "block"; readonly body: readonly Statement<M>[]; readonly span: Span };

export interface Declarator<M = Located> {
  readonly name: Name;
  readonly initial: Expr<M> | null;
  readonly span: Span;
}

export interface Truncation<M = Located> {
  readonly lower: Expr<M> | null;
  readonly upper: Expr<M> | null;
  readonly span: Span;
}

export type PrintItem<M = Located> =
  | { readonly kind: "text"; readonly text: string; readonly span: Span }
  | { readonly kind: "value"; readonly value: Expr<M>; readonly span: Span };

// ---------------------------------------------------------------------------------------------------------------- programs

export interface FunctionArgument {
  readonly isData: boolean;
  readonly type: UnsizedType;
  readonly name: Name;
  readonly span: Span;
}

export interface FunctionDefinition<M = Located> {
  readonly result: UnsizedType;
  readonly name: Name;
  readonly args: readonly FunctionArgument[];
  /** null for a forward declaration. */
  readonly body: readonly Statement<M>[] | null;
  readonly span: Span;
}

export type BlockName =
  "data" | "transformed data" | "parameters" | "transformed parameters" | "model" | "generated quantities";

export interface Block<M = Located> {
  readonly name: BlockName;
  readonly body: readonly Statement<M>[];
  readonly span: Span;
}

export interface Comment {
  readonly text: string;
  readonly span: Span;
}

export interface Program<M = Located> {
  readonly source: Source;
  readonly functions: readonly FunctionDefinition<M>[];
  /** Present blocks in program order. */
  readonly blocks: readonly Block<M>[];
  /** All comments in order of appearance: the formatter keeps them, generated code repeats those of declarations. */
  readonly comments: readonly Comment[];
}
