// HTML as a value: a tagged template that escapes every interpolated string, so that text of a user (names, comments, data) can
// only get into a page as text. What is already markup has the type Html; there is no other way to write markup.

export interface Html {
  readonly markup: string;
}

export type Content = Html | string | number | null | readonly Content[];

/** `<b>${name}</b>` with `name` escaped; lists are joined, null is nothing. The template's own indentation is dropped. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  const parts = strings.map((part) => part.replace(/\n\s+/g, "\n"));
  return { markup: parts.reduce((text, part, i) => text + markupOf(values[i - 1] ?? null) + part) };
}

function markupOf(value: Content): string {
  if (value === null) return "";
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  return "markup" in value ? value.markup : value.map(markupOf).join("");
}

/** For text and for attributes in either kind of quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Markup made elsewhere: a drawing, our own style sheet or script. Never anything of the user's. */
export function trusted(markup: string): Html {
  return { markup };
}
