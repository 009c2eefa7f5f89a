/**
 * Everything that there is to a document, to be compared: trees and tokens too, which a statement reads when it is asked.
 */
import type { SqlDocument, Statement } from "../../server/src/language/syntax/document";

export function documentContent({ source, parts, starts, openEnded, unusual }: SqlDocument): object {
  return { text: source.getText(), parts: parts.map(statementContent), starts, openEnded, unusual };
}

export function statementContent(statement: Statement): object {
  return { ...statement, tokens: statement.tokens, tree: statement.tree };
}
