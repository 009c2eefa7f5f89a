/**
 * Reads the texts that the client shows out of its TypeScript: those that stand in `t("…")`, and literals that look like words for a
 * person and do not. Knows of TypeScript only what ends a comment, a literal and a regular expression.
 */

/** What is no text for a person although it has words: names of VS Code's theme colours, icons, commands and the product. */
const NO_WORDS = /^\W*(?:Druid SQL|use strict)\W*$/;

/** Letters, a blank and letters; or a capital and small letters that a person might read. */
const WORDS = /\p{L}[\p{L}'…,:.]* \p{L}|^\p{Lu}\p{Ll}+(?:…|\.)?$/u;

/** What a slash behind it makes a division; behind anything else a regular expression begins. */
const OPERAND = /[\w$)\]}]$/;

/**
 * The texts of a source file: `translated`, in the order in which they stand there, and `bare`, words outside of `t`, with their lines.
 * A template in `t` cannot be translated and is among the bare ones.
 */
export function textsOf(source) {
  const translated = [];
  const bare = [];
  for (const { kind, text, before, at } of literalsOf(source)) {
    const line = source.slice(0, at).split("\n").length;
    const isArgument = /(?:\b|\.)t\(\s*$/.test(before);
    if (kind === "string" && isArgument) translated.push(text);
    else if (isArgument || isForPeople({ text, before })) bare.push({ text, line });
  }
  return { translated, bare };
}

function isForPeople({ text, before }) {
  if (/(?:\bfrom|\bimport|\brequire\(|\bnew Error\(|\bcase|===|!==)\s*$/.test(before)) return false;
  return WORDS.test(text.replace(/\$\([\w-]+\)/g, "").trim()) && !NO_WORDS.test(text);
}

/** Strings, and the fixed parts of templates, each with the line's code before it. */
function literalsOf(source) {
  const found = [];
  /** The depth of braces in each template that is open. */
  const templates = [];
  let code = "";
  let at = 0;
  const skipTo = (end) => {
    at = end < 0 ? source.length : end;
  };
  const readTemplate = () => {
    const start = at;
    let text = "";
    while (at < source.length && source[at] !== "`" && !source.startsWith("${", at)) {
      if (source[at] === "\\") at++;
      text += source[at++];
    }
    found.push({ kind: "template", text, before: code, at: start });
    code += "x";
    if (source[at] === "`") at++;
    else {
      at += 2;
      templates.push(0);
      code += "(";
    }
  };
  while (at < source.length) {
    const here = source[at];
    if (source.startsWith("//", at)) skipTo(source.indexOf("\n", at));
    else if (source.startsWith("/*", at)) skipTo(source.indexOf("*/", at) + 2);
    else if (here === '"' || here === "'") {
      const literal = /^(["'])(?:\\.|(?!\1)[^\\])*\1/s.exec(source.slice(at))?.[0] ?? here;
      found.push({ kind: "string", text: unescaped(literal.slice(1, -1)), before: code, at });
      code += "x";
      at += literal.length;
    } else if (here === "`") {
      at++;
      readTemplate();
    } else if (here === "}" && templates.at(-1) === 0) {
      templates.pop();
      at++;
      readTemplate();
    } else if (here === "/" && !OPERAND.test(code.trimEnd())) {
      at += /^\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\])+\/\w*/.exec(source.slice(at))?.[0].length ?? 1;
      code += "x";
    } else {
      if (templates.length > 0 && here === "{") templates[templates.length - 1]++;
      if (templates.length > 0 && here === "}") templates[templates.length - 1]--;
      code += here;
      at++;
    }
  }
  return found;
}

function unescaped(text) {
  return text.replace(/\\(u\{[\da-f]+\}|u[\da-f]{4}|.)/gi, (_, escaped) => {
    if (escaped.length > 1) return String.fromCodePoint(Number.parseInt(escaped.replace(/[u{}]/g, ""), 16));
    return { n: "\n", t: "\t", r: "\r" }[escaped] ?? escaped;
  });
}
