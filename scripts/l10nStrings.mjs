/**
 * Reads the texts that a program shows out of its TypeScript: those that stand in `t("…")` or `phrase("…")`, and literals that look like
 * words for a person and do not. Knows of TypeScript only what ends a comment, a literal and a regular expression.
 */

/** What is no text for a person although it has words: names of VS Code's theme colours, icons, commands and the product. */
const NO_WORDS = /^\W*(?:Druid SQL|Google Cloud|use strict)\W*$/;

/** Letters, a blank and letters. */
const WORDS = /\p{L}[\p{L}'…,:.]* \p{L}/u;

/** One word that a person might read, as on a button; elsewhere mostly a key. */
const WORD = /^\p{Lu}\p{Ll}+(?:…|\.)?$/u;

/** What is glued to a value of a template: `user ${name}`. */
const GLUED = /\p{Ll}\p{Ll}[,:;.]? +$|^[,:;.]? +\p{Ll}{2,}(?!\p{L}|=)/u;

/** What stands before a text that is translated; and before words of Druid, which stay as they are. */
const TRANSLATED = /(?:\b|\.)(?:t|phrase)\(\s*$/;
const QUOTED = /\bdruidSays\(\s*$/;

/** Tables of what codes mean: for SARIF and the command line. Those that completion shows too hold `phrase(…)`. */
const MEANING = /\bconst \w+_CODES\b[^;]*$/;

/** What a slash behind it makes a division; behind anything else a regular expression begins. */
const OPERAND = /(?<!\breturn)(?<=[\w$)\]}])$/;

/**
 * The texts of a source file: `translated`, in the order in which they stand there, and `bare`, words outside of `t`, with their lines.
 * A template in `t` cannot be translated and is among the bare ones. What
 * Druid says (`druidSays`), words of SQL, all in capitals, and its comments are none; single words are with `singleWords` only.
 */
export function textsOf(source, singleWords = "found") {
  const translated = [];
  const bare = [];
  for (const { kind, text, before, at } of literalsOf(source)) {
    const line = source.slice(0, at).split("\n").length;
    const isArgument = TRANSLATED.test(before);
    if (kind === "string" && isArgument) translated.push(text);
    else if (isArgument || isForPeople({ kind, text, before }, singleWords)) bare.push({ text, line });
  }
  return { translated, bare };
}

function isForPeople({ kind, text, before }, singleWords) {
  if (QUOTED.test(before) || !/\p{Ll}/u.test(text)) return false;
  if (/(?:\bfrom|\bimport|\brequire\(|\bnew Error\(|\brecall\(|\bcounted\([^()]*|\bcase|===|!==)\s*$/.test(before)) return false;
  if (MEANING.test(before) || /^\s*--/.test(text)) return false;
  if (kind === "template" && GLUED.test(text.replace("Druid", ""))) return true;
  const words = text.replace(/\$\([\w-]+\)/g, "").trim();
  return (WORDS.test(words) || (singleWords === "found" && WORD.test(words))) && !NO_WORDS.test(text);
}

/** Strings that are no keys of an object, and the fixed parts of templates, each with the code before it. */
function literalsOf(source) {
  const found = [];
  /** The depth of braces in each template that is open, and the code before the template. */
  const templates = [];
  let code = "";
  let at = 0;
  const skipTo = (end) => {
    at = end < 0 ? source.length : end;
  };
  const readTemplate = (before) => {
    const start = at;
    let text = "";
    while (at < source.length && source[at] !== "`" && !source.startsWith("${", at)) {
      if (source[at] === "\\") at++;
      text += source[at++];
    }
    found.push({ kind: "template", text, before, at: start });
    code += "x";
    if (source[at] === "`") at++;
    else {
      at += 2;
      templates.push({ depth: 0, before });
      code += "(";
    }
  };
  while (at < source.length) {
    const here = source[at];
    if (source.startsWith("//", at)) skipTo(source.indexOf("\n", at));
    else if (source.startsWith("/*", at)) skipTo(source.indexOf("*/", at) + 2);
    else if (here === '"' || here === "'") {
      const literal = /^(["'])(?:\\.|(?!\1)[^\\])*\1/s.exec(source.slice(at))?.[0] ?? here;
      const isKey = /[{,]\s*$/.test(code) && /^\s*:/.test(source.slice(at + literal.length, at + literal.length + 9));
      if (!isKey) found.push({ kind: "string", text: unescaped(literal.slice(1, -1)), before: code, at });
      code += "x";
      at += literal.length;
    } else if (here === "`") {
      at++;
      readTemplate(code);
    } else if (here === "}" && templates.at(-1)?.depth === 0) {
      const { before } = templates.pop();
      at++;
      readTemplate(before);
    } else if (here === "/" && !OPERAND.test(code.trimEnd())) {
      at += /^\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\])+\/\w*/.exec(source.slice(at))?.[0].length ?? 1;
      code += "x";
    } else {
      const open = templates.at(-1);
      if (open && here === "{") open.depth++;
      if (open && here === "}") open.depth--;
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
