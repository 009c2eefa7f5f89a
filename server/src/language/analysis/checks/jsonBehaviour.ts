/**
 * `unsupported-operator`: what JSON_VALUE is to give where there is nothing, or nothing of the type: `DEFAULT 0 ON EMPTY`, `ERROR ON ERROR`. Druid
 * gives NULL. The words are no part of the tree. Source: NestedDataOperatorConversions, asked of the planners of 28, 31 and 33.
 */
import type { Statement } from "../../syntax/document";
import type { Call } from "../../syntax/nodes";
import { TokenKind } from "../../syntax/tokenKind";
import { significantFrom, tokenAt, tokenEnd, tokenKind, tokenStart } from "../../syntax/tokens";
import { druidSays, t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { choice, deletion } from "../fixes";
import { isSurelyPlanned } from "../planned";
import type { CheckInput } from "./check";

export function checkJsonBehaviour(call: Call, input: CheckInput): void {
  const found = behavioursOf(call, input.statement);
  if (found.length === 0 || !isSurelyPlanned(call, input)) return;
  for (const { range, words } of found) {
    const message = druidSays(`Unsupported JSON_VALUE parameter '${words}' defined - please re-issue this query without this argument`);
    const start = range.start - (input.statement.text[range.start - 1] === " " ? 1 : 0);
    const fixes = [choice(t("Remove {0}", words), [deletion({ start, end: range.end })])];
    input.report({ code: "unsupported-operator", stage: "plan", message, range, fixes });
  }
}

/** `DEFAULT 0 ON EMPTY`, and its last two words as Druid says them. */
interface Behaviour {
  readonly range: TextRange;
  readonly words: "ON EMPTY" | "ON ERROR";
}

/** The words behind the path. `NULL ON EMPTY` is what Druid does anyway. */
function behavioursOf(call: Call, { tokens }: Statement): readonly Behaviour[] {
  const found: Behaviour[] = [];
  const path = call.arguments[1];
  if (!path) return found;
  let start: number | undefined;
  let before: TokenKind | undefined;
  for (const token of ownTokens(tokens, path.end, call.end)) {
    const kind = tokenKind(tokens, token);
    const isEnd = before === TokenKind.ON && (kind === TokenKind.EMPTY || kind === TokenKind.ERROR);
    if (start === undefined && !isEnd && BEGINNINGS.has(kind)) start = tokenStart(tokens, token);
    else if (start !== undefined && isEnd) {
      found.push({ range: { start, end: tokenEnd(tokens, token) }, words: kind === TokenKind.EMPTY ? "ON EMPTY" : "ON ERROR" });
      start = undefined;
    }
    before = kind;
  }
  return found;
}

const BEGINNINGS: ReadonlySet<TokenKind> = new Set([TokenKind.DEFAULT, TokenKind.ERROR]);

/** The tokens from one offset to another that count, but for what stands in parentheses. */
function* ownTokens(tokens: Statement["tokens"], start: number, end: number): Generator<number> {
  let depth = 0;
  let token = significantFrom(tokens, tokenAt(tokens, start));
  for (; token < tokens.count && tokenStart(tokens, token) < end; token = significantFrom(tokens, token + 1)) {
    const kind = tokenKind(tokens, token);
    if (kind === TokenKind.LeftParen) depth++;
    else if (kind === TokenKind.RightParen) depth--;
    else if (depth === 0) yield token;
  }
}
