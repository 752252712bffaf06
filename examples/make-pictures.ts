// Writes picture.svg of the examples named, or of all: `npx tsx --conditions=logjoint-src examples/make-pictures.ts [NAME...]`.

import { existsSync, readdirSync, writeFileSync } from "node:fs";

const folder = new URL(".", import.meta.url);
const names = process.argv.slice(2);

for (const name of readdirSync(folder).sort()) {
  const source = new URL(`${name}/picture.ts`, folder);
  if (!existsSync(source) || (names.length > 0 && !names.includes(name))) continue;
  const { picture } = (await import(source.href)) as { picture: () => Promise<string> };
  writeFileSync(new URL(`${name}/picture.svg`, folder), await picture());
  console.log(`wrote examples/${name}/picture.svg`);
}
