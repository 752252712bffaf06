// The TypeScript file: structure by ts-morph (imports, interfaces, the function), layout by prettier. Both are heavy, so this file alone
// imports them, when it is needed. Interfaces and function bodies are texts by then; nothing is built node by node.

import type { InterfaceDeclarationStructure, OptionalKind, PropertySignatureStructure } from "ts-morph";
import type { Member } from "./interfaces.ts";
import type { ModuleParts } from "./parts.ts";
import { propertyKey } from "./text.ts";

const WIDTH = 110;

export async function typescriptModule(parts: ModuleParts, abi: string, header: string): Promise<string> {
  const { IndentationText, Project } = await import("ts-morph");
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces },
  });
  const file = project.createSourceFile("model.ts", "");
  file.addImportDeclaration({ namedImports: [...parts.values], moduleSpecifier: abi });
  file.addImportDeclaration({ isTypeOnly: true, namedImports: [...parts.types], moduleSpecifier: abi });
  file.addInterface(interfaceOf("Data", parts.data, parts.comment));
  file.addInterface(interfaceOf("Parameters", parts.parameters, null));
  file.addFunction({
    name: "bind",
    isExported: true,
    docs: [{ description: parts.doc.length === 1 ? parts.doc[0]! : `\n${parts.doc.join("\n")}` }],
    parameters: [
      { name: "data", type: "Data" },
      ...(parts.options === null ? [] : [{ name: parts.options, type: "BindOptions", initializer: "{}" }]),
    ],
    returnType: "Model<Parameters>",
    statements: parts.body.join("\n"),
  });
  return format(`// ${header}\n${file.getFullText()}`);
}

/** Lists of imports as paragraphs instead of a column, notes on the line of their member, messages on one: what is skipped takes few lines. */
function compact(formatted: string): string {
  return (
    formatted
      .replace(/^import (type )?\{\n([^}]*?),?\n\} from/gm, (_, type: string | undefined, names: string) => {
        const lines = filled(names.split(",").map((name) => name.trim()));
        return `import ${type ?? ""}{\n${lines.join("\n")}\n} from`;
      })
      .replace(
        /\n( +)bind,\n +data,\n( +options(: \w+)?,\n)?/,
        (_, indent: string, options: string | undefined) =>
          `\n${indent}bind, data,${options === undefined ? "" : ` ${options.trim()}`}\n`,
      )
      // A message is for the person who meets it: it may run over the margin.
      .replace(/(throw \w+\()\n\s*(["`].*["`]),?\n\s*\);/g, "$1$2);")
      .replace(/^( {2}\/\*\* .* \*\/)\n +(\S.*;)$/gm, (both, note: string, member: string) =>
        note.length + 1 + member.length <= WIDTH ? `${note} ${member}` : both,
      )
  );
}

/** Names in lines of at most `WIDTH` characters. */
function filled(names: readonly string[]): string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length + 2 <= WIDTH)
      lines[lines.length - 1] = `${last} ${name},`;
    else lines.push(`  ${name},`);
  }
  return lines;
}

function interfaceOf(
  name: string,
  members: readonly Member[],
  comment: string | null,
): OptionalKind<InterfaceDeclarationStructure> {
  return {
    name,
    isExported: true,
    docs: comment === null ? [] : [{ description: comment }],
    properties: members.map(propertyOf),
  };
}

function propertyOf({ name, type, doc }: Member): OptionalKind<PropertySignatureStructure> {
  return { name: propertyKey(name), type, docs: doc === null ? [] : [{ description: doc }] };
}

/** TypeScript in the layout of all generated files. */
export async function format(text: string): Promise<string> {
  const [prettier, typescript, estree] = await Promise.all([
    import("prettier/standalone"),
    import("prettier/plugins/typescript"),
    import("prettier/plugins/estree"),
  ]);
  const plugins = [typescript.default, estree.default as never];
  // With a name prettier need not search the text for JSX, which takes the square of its length.
  const options = { parser: "typescript", filepath: "model.ts", printWidth: WIDTH, plugins };
  return compact(await prettier.format(text, options));
}
