/**
 * From the words of a statement to the permissions that grant what they need: those that decide for the principal, else every one of the
 * roles file that would, else what almost did.
 */
import type { Need } from "../../permissions/model";
import type { RolesFile, Verdict } from "../../roles/model";
import { askRole } from "../../roles/roleIndex";
import { type SqlDocument, statementAt } from "../../syntax/document";
import { rangeTouches } from "../../text/range";
import { assess } from "../assess";
import type { FilePlace, LanguageContext } from "../context";
import { directed } from "../directed";

/** The places in the roles file, each once. None where the words need nothing, or no entry has to do with it. */
export function grantsAt(context: LanguageContext, roles: RolesFile, document: SqlDocument, offset: number): readonly FilePlace[] {
  const at = statementAt(document, offset);
  if (!at) return [];
  const { context: own, placed, dialect } = directed(context, document, at);
  if (dialect !== undefined) return [];
  const meant = assess(own, placed.statement).needs.filter(({ need }) =>
    need.causes.some((cause) => rangeTouches(cause, offset - placed.start)),
  );
  const places = meant.flatMap(({ need, verdict }) => placesOf(own, roles, need, verdict));
  return [...new Map(places.map((place) => [`${place.uri}\0${place.range.start}`, place])).values()];
}

function placesOf(context: LanguageContext, roles: RolesFile, need: Need, verdict: Verdict | undefined): readonly FilePlace[] {
  if (verdict?.outcome === "allowed" && verdict.by.uri !== undefined && verdict.by.range) {
    return [{ uri: verdict.by.uri, range: verdict.by.range }];
  }
  const granting = [...roles.roles.values()].flatMap((role) => {
    const answer = askRole(role, need, context.settings.profile);
    return answer.kind === "grants" ? [{ uri: roles.uri, range: answer.permission.range }] : [];
  });
  if (granting.length > 0 || verdict?.outcome !== "denied") return granting;
  return verdict.nearMisses.flatMap(({ uri, range }) => (uri !== undefined && range ? [{ uri, range }] : []));
}
