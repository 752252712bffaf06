// What is asked of a program as a whole beside its numbers: the same bytes from the same text, the same code from the formatted text, the same
// density from programs in other words, and derived programs whose parts add up.

import { format } from "../../compiler/index.ts";
import { randomStream } from "../../runtime/random/random.ts";
import { compiled, gradientOf, load } from "./compiled.ts";
import { type Data, type Fault, faultOf, isNear, points, TOLERANCE, worstCoordinate } from "./judge.ts";

export const judgeBytes = (text: string): Promise<Fault | null> =>
  faultOf(async () => {
    const [first, second] = [await compiled(text), await compiled(text)];
    return first.code === second.code
      ? null
      : { kind: "bytes", message: "compiled again it is another text" };
  });

/** Formatting twice changes nothing either. */
export const judgeFormat = (text: string): Promise<Fault | null> =>
  faultOf(async () => {
    const formatted = format(text, "random.model");
    if (!("text" in formatted)) return { kind: "format", message: "the formatter refuses it" };
    const again = format(formatted.text, "random.model");
    if (!("text" in again) || again.text !== formatted.text)
      return { kind: "format", message: `formatted again it is another text:\n${formatted.text}` };
    const [own, other] = [await compiled(text), await compiled(formatted.text)];
    return bare(own.code) === bare(other.code)
      ? null
      : { kind: "format", message: `compiled to other code:\n${formatted.text}` };
  });

/** Without what quotes the text or names its lines. */
const bare = (code: string): string =>
  code
    .replace(/^ *\/\/.*\n/gm, "")
    .replace(/line \d+/g, "line")
    .replace(/ ?: ?/g, ":")
    .replace(/\[:/g, "[");

/** Densities and gradients of two programs at the same point. */
export const judgeTwin = (text: string, twin: string, data: Data): Promise<Fault | null> =>
  faultOf(async () => {
    const own = load(await compiled(text), data);
    let other: typeof own;
    try {
      other = load(await compiled(twin), data);
    } catch (error) {
      return { kind: "twin", message: `the twin fails: ${(error as Error).stack ?? error}` };
    }
    for (const q of points(own.dimension, 1)) {
      const [a, b] = [gradientOf(own, q), gradientOf(other, q)];
      if (!Number.isFinite(a.value) && !Number.isFinite(b.value)) continue;
      if (isNear(a.value, b.value) && worstCoordinate(b.gradient, a.gradient, 1e-8) < 0) continue;
      const message = `densities ${a.value} and ${b.value}, gradients ${a.gradient} and ${b.gradient}`;
      return { kind: "twin", message };
    }
    return null;
  });

/** Draws may meet what a model rejects; anything else that is thrown is a fault. */
function orRejected(draw: () => unknown): void {
  try {
    draw();
  } catch (error) {
    if (!/reject|must|out of range|size mismatch|no prior/.test(String((error as Error).message)))
      throw error;
  }
}

/** Prior and likelihood add up to the density, the log densities of single observations to the likelihood. */
export const judgePrograms = (text: string, data: Data): Promise<Fault | null> =>
  faultOf(async () => {
    const plain = load(await compiled(text), data);
    const model = load(await compiled(text, true), data);
    for (const q of points(model.dimension, 1)) {
      const target = plain.logDensity(q);
      const own = model.logDensity(q);
      if (!isNear(own, target))
        return { kind: "programs", message: `density ${own}, without programs ${target}` };
      if (!Number.isFinite(target) || !model.programs.split.isAvailable) continue;
      const [prior, likelihood] = [model.logPrior(q), model.logLikelihood(q)];
      if (!isNear(prior + likelihood, target, 10 * TOLERANCE))
        return {
          kind: "programs",
          message: `prior ${prior} and likelihood ${likelihood}, density ${target}`,
        };
      if (model.programs.predict.isAvailable) orRejected(() => model.predict(q, randomStream(5, 0, 0)));
      if (model.programs.simulate.isAvailable)
        orRejected(() => model.simulate({ random: randomStream(5, 0, 0), parameters: q }));
      if (!model.programs.pointwise.isAvailable) continue;
      const sum = model.pointwise(q).reduce((a, b) => a + b, 0);
      if (!isNear(sum, likelihood, 10 * TOLERANCE))
        return { kind: "programs", message: `pointwise ${sum}, likelihood ${likelihood}` };
    }
    return null;
  });
