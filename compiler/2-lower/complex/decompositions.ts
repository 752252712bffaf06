// Decompositions with complex results: one routine finds all their parts, a call takes those it asks for.

import type { Expr, KernelArg } from "../../ir/mir.ts";
import { compare } from "../../library/arithmetic.ts";
import { select } from "../../ir/build.ts";
import type { LibraryCall } from "../calls.ts";
import { checkSameSize } from "../checks.ts";
import { emit, type Context } from "../context.ts";
import { input, output, scalarArg } from "../kernels.ts";
import { contentsOf, newStorage } from "../storage.ts";
import { asComplex, complexOf, expectContainer, isDataValue, type Container, type Value } from "../value.ts";

type Rule = (ctx: Context, call: LibraryCall) => Value;

interface Part {
  readonly name: string;
  readonly dims: readonly Expr[];
  readonly isReal?: boolean;
}

/** Calls `kernel` with both parts of the matrix; what it leaves in storage of these shapes. */
function decompose(
  ctx: Context,
  kernel: string,
  call: LibraryCall,
  parts: readonly Part[],
  sizes: readonly Expr[],
): readonly Value[] {
  const matrix = call.args[0]!;
  const [re, im] = asComplex(matrix).slots.map((slot) => input(ctx, expectContainer(slot)));
  const isData = isDataValue(matrix);
  const room = (name: string, dims: readonly Expr[]): Container => {
    const form = dims.length === 1 ? "vector" : "matrix";
    return contentsOf(newStorage(ctx, name, { elem: "real", form, dims }), isData);
  };
  const rooms = parts.map(({ name, dims, isReal }) =>
    (isReal === true ? [name] : [`${name}Real`, `${name}Imag`]).map((part) => room(part, dims)),
  );
  const args: readonly KernelArg[] = [...rooms.flat().map(output), re!, im!, ...sizes.map(scalarArg)];
  emit(ctx, { kind: "kernel", kernel, result: null, args });
  return rooms.map(([real, imag]): Value => {
    const first = { ...real!, isFresh: true };
    return imag === undefined ? first : complexOf(first, { ...imag, isFresh: true }, []);
  });
}

const tuple = (slots: readonly Value[]): Value => ({ kind: "struct", role: "tuple", slots, outer: [] });

/** One part, or all of them in this order as a tuple. */
const pick = (found: readonly Value[], which: readonly number[]): Value =>
  which.length === 1 ? found[which[0]!]! : tuple(which.map((k) => found[k]!));

const ofSquare =
  (kernel: string, parts: (n: Expr) => readonly Part[], ...which: readonly number[]): Rule =>
  (ctx, call) => {
    const [n, columns] = expectContainer(asComplex(call.args[0]!).slots[0]!).dims;
    checkSameSize(ctx, n!, columns!, `the rows of ${call.texts[0]!}`, "its columns");
    return pick(decompose(ctx, kernel, call, parts(n!), [n!]), which);
  };

const eigen = (n: Expr): readonly Part[] => [
  { name: "eigenvalues", dims: [n] },
  { name: "eigenvectors", dims: [n, n] },
];
const schur = (n: Expr): readonly Part[] => [
  { name: "schurU", dims: [n, n] },
  { name: "schurT", dims: [n, n] },
];

const svd =
  (...which: readonly number[]): Rule =>
  (ctx, call) => {
    const [m, n] = expectContainer(asComplex(call.args[0]!).slots[0]!).dims as [Expr, Expr];
    const k = select(compare("lt", m, n), m, n);
    const parts: readonly Part[] = [
      { name: "svdU", dims: [m, k] },
      { name: "singularValues", dims: [k], isReal: true },
      { name: "svdV", dims: [n, k] },
    ];
    return pick(decompose(ctx, "svdComplex", call, parts, [m, n]), which);
  };

export const decompositions: Readonly<Record<string, Rule>> = {
  eigenvalues: ofSquare("eigenGeneral", eigen, 0),
  eigenvectors: ofSquare("eigenGeneral", eigen, 1),
  eigendecompose: ofSquare("eigenGeneral", eigen, 1, 0),
  eigenvalues_sym: ofSquare("eigenHermitian", eigen, 0),
  eigenvectors_sym: ofSquare("eigenHermitian", eigen, 1),
  eigendecompose_sym: ofSquare("eigenHermitian", eigen, 1, 0),
  complex_schur_decompose: ofSquare("schur", schur, 0, 1),
  complex_schur_decompose_u: ofSquare("schur", schur, 0),
  complex_schur_decompose_t: ofSquare("schur", schur, 1),
  svd: svd(0, 1, 2),
  svd_U: svd(0),
  singular_values: svd(1),
  svd_V: svd(2),
};
