// Options that several commands share, each defined once: its flag, its help and how its value is read.

import { type Command, InvalidArgumentError, Option } from "commander";

export interface ModelOptions {
  readonly includePath: readonly string[];
  readonly simplex: "ilr" | "stick-breaking";
}

export interface DataOptions extends ModelOptions {
  readonly data: readonly string[];
}

export interface RunOptions extends DataOptions {
  readonly seed?: number;
  readonly json?: boolean;
  readonly output?: string;
  readonly report?: string;
}

/** For commands that read a model. */
export function withIncludePath(command: Command): Command {
  return command.addOption(
    repeatable("--include-path <dir>", "where #include looks besides the model's own folder (repeatable)"),
  );
}

/** For commands that compile a model. */
export function withModelOptions(command: Command): Command {
  return withIncludePath(command).addOption(
    new Option("--simplex <transform>", "transform of simplexes; Stan up to 2.36 used stick-breaking")
      .choices(["ilr", "stick-breaking"])
      .default("ilr"),
  );
}

/** For commands that bind a model to data. */
export function withDataOptions(command: Command): Command {
  return withModelOptions(command).addOption(
    repeatable(
      "--data <file>",
      "data: JSON as CmdStan reads it, or CSV columns (repeatable, later files win)",
    ),
  );
}

/** For commands that run an algorithm and give draws. */
export function withRunOptions(command: Command): Command {
  return withDataOptions(command)
    .option("--seed <n>", "seed of all random numbers; the same seed gives the same draws", integer)
    .option("-o, --output <dir>", "write the draws there: Stan CSV and InferenceData-shaped JSON")
    .option("--report <file.html>", "write a report with tables and plots: one file that opens in a browser")
    .option("--json", "print one JSON value and nothing else");
}

export function repeatable(flags: string, description: string): Option {
  return new Option(flags, description)
    .default([], "none")
    .argParser((value, before: readonly string[]) => [...before, value]);
}

export function integer(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value))
    throw new InvalidArgumentError("Expected an integer.");
  return value;
}

export function positiveInteger(text: string): number {
  const value = integer(text);
  if (value < 1) throw new InvalidArgumentError("Expected a positive integer.");
  return value;
}

export function wholeNumber(text: string): number {
  const value = integer(text);
  if (value < 0) throw new InvalidArgumentError("Expected 0 or a positive integer.");
  return value;
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) throw new InvalidArgumentError("Expected a positive number.");
  return value;
}

/** A number strictly between 0 and 1. */
export function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError("Expected a number between 0 and 1.");
  return value;
}
