// The reference as Markdown pages: what a model may call, by group, and an index of every name. Written to docs/reference/ by the golden test
// that also compares them, so they say what the catalogue says.

import { documentationGroups } from "../../compiler/library/documentation.ts";
import { libraryFunctionNames } from "../../compiler/library/signatures.ts";
import { specialFunctionNames } from "../../compiler/library/special-functions.ts";
import { distributions, scalarFunctions, transforms } from "../../runtime/library.ts";
import { distributionEntry, functionEntry, functionsOf, scalarEntry, transformEntry } from "./entries.ts";
import { LEGEND } from "./signature-text.ts";

/** `names`: those of the language that the entry is about. */
interface Entry {
  readonly title: string;
  readonly names: readonly string[];
  readonly text: string;
}

interface Page {
  readonly file: string;
  readonly title: string;
  readonly about: string;
  readonly entries: readonly Entry[];
}

const entryOf = (name: string, text: string): Entry => ({ title: name, names: [name], text });

const language = new Set([...libraryFunctionNames(), ...specialFunctionNames()]);

/** Distributions in alphabetical order; forms follow the distribution they are forms of. */
function distributionPage(
  file: string,
  title: string,
  about: string,
  isOurs: (name: string) => boolean,
): Page {
  const ours = Object.keys(distributions).filter(isOurs).sort();
  return {
    file,
    title,
    about,
    entries: ours.map((name) => ({
      title: name,
      names: functionsOf(name),
      text: distributionEntry(name, distributions[name]!),
    })),
  };
}

const isDiscrete = (name: string): boolean =>
  ["int", "count", "binary", "positive-int"].includes(Object.values(distributions[name]!.over)[0] as string);
const isBlock = (name: string): boolean => distributions[name]!.vectorised === "kernel";

function functionPage(
  file: string,
  title: string,
  about: string,
  group: string,
  isOurs: (name: string) => boolean = () => true,
): Page {
  const names = documentationGroups.find(([name]) => name === group)![1];
  const ours = names.filter(
    (name) => language.has(name) && !Object.hasOwn(scalarFunctions, name) && isOurs(name),
  );
  return { file, title, about, entries: ours.map((name) => entryOf(name, functionEntry(name))) };
}

const isConstraining = (name: string): boolean => /_(constrain|jacobian|unconstrain)$/.test(name);

function pagesOfCatalogue(): readonly Page[] {
  const scalars = Object.keys(scalarFunctions)
    .filter((name) => language.has(name))
    .sort();
  return [
    distributionPage(
      "continuous-distributions.md",
      "Continuous distributions",
      "Distributions of one real number.",
      (name) => !isBlock(name) && !isDiscrete(name),
    ),
    distributionPage(
      "discrete-distributions.md",
      "Discrete distributions",
      "Distributions of one integer, and regressions.",
      (name) => isDiscrete(name) && (!isBlock(name) || /glm|categorical|ordered/.test(name)),
    ),
    distributionPage(
      "multivariate-distributions.md",
      "Multivariate distributions",
      "Distributions of vectors, matrices and arrays of counts, and linear regression.",
      (name) => isBlock(name) && !(isDiscrete(name) && /glm|categorical|ordered/.test(name)),
    ),
    {
      file: "scalar-functions.md",
      title: "Functions of numbers",
      about: "Constants, elementary and special functions.",
      entries: scalars.map((name) => entryOf(name, scalarEntry(name, scalarFunctions[name]!))),
    },
    functionPage(
      "containers.md",
      "Operators, vectors and arrays",
      "Operators under their names, sums, sorting, sizes, construction, parts.",
      "containers",
    ),
    functionPage(
      "matrices.md",
      "Matrices and complex numbers",
      "Products, inverses, decompositions, sparse matrices, complex numbers, Fourier transforms.",
      "matrices",
    ),
    functionPage(
      "models.md",
      "Processes, solvers and integrals",
      "Covariances, hidden Markov models, differential and algebraic equations, integrals, sums in parts, Laplace approximations.",
      "models",
      (name) => !isConstraining(name),
    ),
    {
      file: "transforms.md",
      title: "Constrained types",
      about:
        "How a parameter's constraint becomes free numbers: x is the value, q or u what the sampler moves, |J| the Jacobian.",
      entries: Object.entries(transforms).map(([name, t]) => ({
        title: name,
        names: [],
        text: transformEntry(name, t),
      })),
    },
    functionPage(
      "constraining-functions.md",
      "Constraining functions",
      "The transforms of constrained types as functions.",
      "models",
      isConstraining,
    ),
  ];
}

const GENERATED =
  "<!-- Written by docs/generator from the catalogue; `npm run golden:update` writes it again. -->";

const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

/** The heading that an entry stands under. */
const headingOf = (text: string): string => /^## (.*)$/m.exec(text)![1]!;

function pageText({ title, about, entries }: Page): string {
  const links = entries.map(({ text }) => `[${headingOf(text)}](#${anchor(headingOf(text))})`).join(" · ");
  return [
    `# ${title}`,
    GENERATED,
    `${about} [All pages](README.md)`,
    links,
    LEGEND,
    ...entries.map(({ text }) => text),
  ]
    .join("\n\n")
    .concat("\n");
}

/** Where each name of the language is documented: file and heading. */
function placesOf(pages: readonly Page[]): Map<string, string> {
  const places = new Map<string, string>();
  for (const { file, entries } of pages)
    for (const { names, text } of entries)
      for (const name of names) places.set(name, `${file}#${anchor(headingOf(text))}`);
  return places;
}

function indexText(pages: readonly Page[]): string {
  const places = placesOf(pages);
  const all = [...language].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const letters = new Map<string, string[]>();
  for (const name of all) {
    const first = name[0]!.toUpperCase();
    letters.set(first, [...(letters.get(first) ?? []), `[${name}](${places.get(name) ?? ""})`]);
  }
  return [
    "# Reference of the library",
    GENERATED,
    `Every distribution and function that a model may call: ${language.size} names. Formulas, domains and sources are those of the catalogue that`,
    "the compiler itself reads. All overloads, one family a line, are in [golden/signatures.txt](../../golden/signatures.txt).",
    pages.map((page) => `- [${page.title}](${page.file}): ${page.about}`).join("\n"),
    LEGEND,
    ...[...letters].map(([first, links]) => `**${first}**  ${links.join(" · ")}`),
  ]
    .join("\n\n")
    .replace("catalogue that\n\nthe", "catalogue that\nthe")
    .concat("\n");
}

/** The text of every page, by its file in docs/reference/. */
export function referencePages(): ReadonlyMap<string, string> {
  const pages = pagesOfCatalogue();
  return new Map([
    ["README.md", indexText(pages)],
    ...pages.map((page) => [page.file, pageText(page)] as const),
  ]);
}

/** Names of the language without an entry. */
export function undocumented(): string[] {
  const places = placesOf(pagesOfCatalogue());
  return [...language].filter((name) => !places.has(name));
}
