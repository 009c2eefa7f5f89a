/**
 * Whether `java.net.URI` takes a text, by its own reading of RFC 2396: characters beyond ASCII are fine, unless they are blanks or controls.
 * Source: the parser inside `java.net.URI` of the JDK.
 */
import { phrase, t } from "./l10n";

/** A URI that Java takes, with its scheme where it has one; or why it does not. */
export type JavaUri = { readonly kind: "uri"; readonly scheme: string | undefined } | { readonly kind: "invalid"; readonly reason: string };

/** Reads a text as `new URI(text)` does. Linear in the length of the text. */
export function readJavaUri(text: string): JavaUri {
  const colon = text.search(/[/?#:]/);
  const hasScheme = colon >= 0 && text[colon] === ":";
  const scheme = hasScheme ? text.slice(0, colon) : undefined;
  if (scheme !== undefined && !/^[a-zA-Z][a-zA-Z0-9+.-]*$/.test(scheme))
    return invalid(scheme === "" ? t("its scheme is empty") : t(SCHEME));
  const hash = text.indexOf("#");
  const rest = text.slice(hasScheme ? colon + 1 : 0, hash < 0 ? undefined : hash);
  if (hash >= 0 && !URI_CHARACTERS.test(text.slice(hash + 1)))
    return invalid(t("its fragment holds a character that must be percent-encoded"));
  const reason = hasScheme && !rest.startsWith("/") ? opaqueProblem(rest) : hierarchicalProblem(rest, text);
  return reason === undefined ? { kind: "uri", scheme } : invalid(reason);
}

const SCHEME = phrase("its scheme holds something else than letters, digits, + . and -");

function invalid(reason: string): JavaUri {
  return { kind: "invalid", reason };
}

/** One character of Java's "other" category: beyond ASCII, no blank, no control. */
const OTHER = "(?:(?![\\p{Zs}\\p{Zl}\\p{Zp}])[\\u00a0-\\u{10ffff}])";
const ESCAPED = "%[0-9a-fA-F]{2}";
const UNRESERVED = "[a-zA-Z0-9_.!~*'()-]";
const REGISTRY_CHARACTERS = new RegExp(`^(?:${UNRESERVED}|${ESCAPED}|${OTHER}|[$,;:@&=+])*$`, "u");
const PATH_CHARACTERS = new RegExp(`^(?:${UNRESERVED}|${ESCAPED}|${OTHER}|[:@&=+$,;/])*$`, "u");
const URI_CHARACTERS = new RegExp(`^(?:${UNRESERVED}|${ESCAPED}|${OTHER}|[;/?:@&=+$,[\\]])*$`, "u");

function opaqueProblem(rest: string): string | undefined {
  if (rest === "") return t("nothing stands behind its scheme");
  return URI_CHARACTERS.test(rest) ? undefined : t("it holds a character that must be percent-encoded");
}

function hierarchicalProblem(rest: string, text: string): string | undefined {
  const question = rest.indexOf("?");
  const before = question < 0 ? rest : rest.slice(0, question);
  const slash = before.startsWith("//") ? endOfAuthority(before) : 0;
  const authority = before.slice(2, Math.max(2, slash));
  if (before === "//" && text.endsWith("//")) return t("its host is missing");
  if (!REGISTRY_CHARACTERS.test(authority) && !ADDRESS.test(authority)) return t("its host holds a character that cannot stand there");
  if (!PATH_CHARACTERS.test(before.slice(slash))) return t("its path holds a character that must be percent-encoded; a blank is %20");
  return question < 0 || URI_CHARACTERS.test(rest.slice(question + 1))
    ? undefined
    : t("its query holds a character that must be percent-encoded; a blank is %20");
}

function endOfAuthority(text: string): number {
  const slash = text.indexOf("/", 2);
  return slash < 0 ? text.length : slash;
}

/** An address in brackets; what stands inside is not looked into. */
const ADDRESS = /^[^[\]<>"\\^`{|}\s]*\[[^[\]]*\][^[\]<>"\\^`{|}\s]*$/;
