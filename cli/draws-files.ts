// The files that `-o DIR` writes: for each chain one Stan CSV, and one InferenceData-shaped JSON of all of them. Keys of the CSV
// headers are those of CmdStan, because other programs look for them.

import { join } from "node:path";
import {
  type ChainNotes,
  type FitResult,
  formatStanCsv,
  type SampleResult,
  type StoredDraws,
  toInferenceData,
} from "../runtime/index.ts";
import { modelName } from "./load-model.ts";
import { jsonText } from "./number-text.ts";

interface SamplerSettings {
  readonly warmup: number;
  readonly draws: number;
  readonly targetAccept: number;
  readonly maxDepth: number;
}

/** Texts by path. */
export function chainTexts(
  directory: string,
  modelPath: string,
  settings: SamplerSettings,
  result: SampleResult,
): Map<string, string> {
  const draws = storedDraws(result);
  const name = modelName(modelPath);
  const texts = new Map<string, string>();
  result.chains.forEach((chain, index) => {
    const { stepSize, inverseMetric, metric } = chain.adaptation;
    const notes: ChainNotes = {
      config: {
        model: name,
        method: "sample",
        num_samples: settings.draws,
        num_warmup: settings.warmup,
        save_warmup: 0,
        thin: 1,
        delta: settings.targetAccept,
        algorithm: "hmc",
        engine: "nuts",
        max_depth: settings.maxDepth,
        metric: `${metric}_e`,
        id: chain.chain + 1,
        seed: result.seed,
      },
      stepSize,
      ...(result.chainSeconds[index] === undefined ? {} : { seconds: result.chainSeconds[index] }),
      inverseMetric: metric === "dense" ? rowsOf(inverseMetric) : inverseMetric,
    };
    texts.set(join(directory, `${name}-${chain.chain + 1}.csv`), formatStanCsv(draws, index, notes));
  });
  const attrs = { inference_library: "logjoint", model: name, seed: result.seed };
  texts.set(join(directory, `${name}.json`), `${jsonText(toInferenceData(draws, attrs))}\n`);
  return texts;
}

/** What `fit -o DIR` writes: the approximation's draws, and below check/ those of NUTS that it was compared with. */
export function fitTexts(
  directory: string,
  modelPath: string,
  check: SamplerSettings,
  result: FitResult,
): Map<string, string> {
  const { draws } = result;
  const name = modelName(modelPath);
  const config = {
    model: name,
    method: "variational",
    algorithm: result.approximation.family,
    output_draws: draws.chains[0]![0]?.length ?? 0,
    id: 1,
    seed: result.seed,
  };
  const mean = result.summary.map((row) => row.mean);
  const attrs = { inference_library: "logjoint", model: name, seed: result.seed };
  const texts = new Map([
    [join(directory, `${name}.csv`), formatStanCsv(draws, 0, { config, mean })],
    [join(directory, `${name}.json`), `${jsonText(toInferenceData(draws, attrs))}\n`],
  ]);
  if (result.check === undefined) return texts;
  const { sample } = result.check;
  const checks = chainTexts(join(directory, "check"), modelPath, check, sample);
  return new Map([...texts, ...checks]);
}

function storedDraws(result: SampleResult): StoredDraws {
  const names = Object.keys(result.chains[0]!.statistics);
  return {
    names: result.names,
    chains: result.chains.map((chain) => chain.columns),
    sampler: { names, chains: result.chains.map((chain) => Object.values(chain.statistics)) },
  };
}

/** Rows of a symmetric matrix, which are its columns. */
function rowsOf(matrix: Float64Array): Float64Array[] {
  const size = Math.round(Math.sqrt(matrix.length));
  return Array.from({ length: size }, (_, i) => matrix.subarray(i * size, (i + 1) * size));
}
