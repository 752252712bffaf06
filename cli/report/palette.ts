// The colours of both themes, each written once. Hues are those of Okabe and Ito (2008), which people with any colour vision can
// tell apart; lightness is moved so that lines keep a contrast of 3 to 1 and text one of 4.5 to 1 against their background. Nothing
// is told by colour alone: divergences are crosses, verdicts are words.

/** Names of the variables that drawings and the style sheet use, as `var(--name)`. */
export type Colour = keyof typeof LIGHT;

const LIGHT = {
  page: "#fbfbf9",
  panel: "#ffffff",
  sunken: "#f2f2ee",
  edge: "#dcdcd5",
  ink: "#1c1e21",
  soft: "#5b6068",
  faint: "#8b9098",
  link: "#005f96",
  nuts: "#0072b2",
  fit: "#c26a00",
  divergent: "#c22f00",
  observed: "#1c1e21",
  good: "#00734f",
  note: "#8a5a00",
  bad: "#b53100",
  "good-soft": "#e2f3ec",
  "note-soft": "#fbf0d9",
  "bad-soft": "#fbe6df",
  "chain-1": "#0072b2",
  "chain-2": "#c98500",
  "chain-3": "#008f68",
  "chain-4": "#b85c90",
  "chain-5": "#3a9bd4",
  "chain-6": "#6d6d6d",
};

const DARK: Readonly<Record<Colour, string>> = {
  page: "#131519",
  panel: "#1b1e24",
  sunken: "#23272e",
  edge: "#353a43",
  ink: "#ececea",
  soft: "#aeb4bd",
  faint: "#7d848e",
  link: "#7cc4f0",
  nuts: "#56b4e9",
  fit: "#f0a830",
  divergent: "#ff6e40",
  observed: "#f5f5f3",
  good: "#41cfa0",
  note: "#eeb64a",
  bad: "#ff8a66",
  "good-soft": "#12332a",
  "note-soft": "#382c12",
  "bad-soft": "#3d1f16",
  "chain-1": "#56b4e9",
  "chain-2": "#e69f00",
  "chain-3": "#2fc39a",
  "chain-4": "#e08dba",
  "chain-5": "#f0e442",
  "chain-6": "#a8a8a8",
};

const CHAIN_COLOURS = 6;

export function colour(name: Colour): string {
  return `var(--${name})`;
}

/** Colour of a chain, counted from 0; they repeat after six. */
export function chainColour(chain: number): string {
  return `var(--chain-${(chain % CHAIN_COLOURS) + 1})`;
}

/** The variables as rules: the reader's system decides until the page says otherwise by `data-theme`. */
export function themeRules(): string {
  return `:root { color-scheme: light; ${declarations(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { color-scheme: dark; ${declarations(DARK)} } }
:root[data-theme="light"] { color-scheme: light; ${declarations(LIGHT)} }
:root[data-theme="dark"] { color-scheme: dark; ${declarations(DARK)} }`;
}

function declarations(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(" ");
}
