/**
 * Distinguished names and their comparison, as `javax.naming.ldap.LdapName` does it: RFC 2253, types and values without regard to case.
 */

/** A relative name in a form that compares by `===`; several values of one relative name are sorted. */
export type RelativeName = string;

/** A name from the left (the entry) to the right (the root), or why there is none. */
export type ParsedName =
  | { readonly kind: "name"; readonly parts: readonly RelativeName[] }
  | { readonly kind: "invalid" }
  /** Java's reading of it is not surely known. */
  | { readonly kind: "undecided" };

/** Parses a distinguished name. The empty text is the name of the root. */
export function parseLdapName(text: string): ParsedName {
  if (text === "") return { kind: "name", parts: [] };
  if (isUncommon(text)) return { kind: "undecided" };
  const parts: RelativeName[] = [];
  const pieces = splitAt(text, /[,;]/);
  for (const [index, piece] of pieces.entries()) {
    const part = piece === "" && index === pieces.length - 1 ? "" : parseRelative(piece);
    if (part === undefined) return { kind: "invalid" };
    parts.push(part);
  }
  return { kind: "name", parts };
}

/** Binary values, quotes around separators, escapes of what needs none, and bytes that are no UTF-8. */
function isUncommon(text: string): boolean {
  const plain = text.replace(/=\s*"[^"\\,;+#]+"\s*(?=[,;+]|$)/g, "=");
  return /["#]/.test(plain) || /\\(?![,;+\\=<>]|[\da-f]{2})/i.test(plain) || bytesDecoded(plain) === undefined;
}

/** A text with its escaped bytes (`\C3\A9`) as characters. */
function bytesDecoded(text: string): string | undefined {
  try {
    return text.replace(/(?:\\[\da-f]{2})+/gi, (bytes) => decodeURIComponent(bytes.replaceAll("\\", "%")));
  } catch {
    return undefined;
  }
}

/** Whether both are the same name. */
export function sameName(one: readonly RelativeName[], other: readonly RelativeName[]): boolean {
  return one.length === other.length && endsWith(one, other);
}

/** Whether `tail` is the right end (towards the root) of `name`. */
export function endsWith(name: readonly RelativeName[], tail: readonly RelativeName[]): boolean {
  return tail.length <= name.length && tail.every((part, index) => part === name[name.length - tail.length + index]);
}

/** Whether `head` is the left end (the entry itself) of `name`. */
export function beginsWith(name: readonly RelativeName[], head: readonly RelativeName[]): boolean {
  return head.length <= name.length && head.every((part, index) => part === name[index]);
}

/** Splits at separators that no backslash stands before. */
function splitAt(text: string, separator: RegExp): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === "\\") index++;
    else if (separator.test(character)) {
      pieces.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...pieces, text.slice(start)];
}

function parseRelative(piece: string): RelativeName | undefined {
  const pairs: string[] = [];
  for (const pair of splitAt(piece, /\+/)) {
    const equals = pair.indexOf("=");
    const type = pair.slice(0, Math.max(equals, 0)).trim();
    if (equals < 0 || !/^[\p{L}\p{Nd}. -]+$/u.test(type)) return undefined;
    pairs.push(`${fold(type)}=${fold(unescaped(pair.slice(equals + 1)))}`);
  }
  return pairs.sort().join("+");
}

/** A value without the blanks around it, without quotes and escapes; Java drops one blank that was escaped as a byte at the end, too. */
function unescaped(value: string): string {
  const trimmed = value.trim();
  const inner = /^"[^"]*"$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
  const decoded = inner.replace(/(?:\\[\da-f]{2})+|\\./gi, (written) =>
    written.length === 2 ? written.slice(1) : (bytesDecoded(written) ?? written),
  );
  return inner.endsWith("\\20") ? decoded.slice(0, -1) : decoded;
}

function fold(text: string): string {
  return text.toUpperCase().toLowerCase();
}
