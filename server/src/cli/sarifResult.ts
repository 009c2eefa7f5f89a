/**
 * A finding as a result of a SARIF log. Lines and columns count from one, columns are UTF-16 code units.
 */
import type { ArtifactLocation, Fix, Location, Region, Result } from "sarif";
import type { RangeJson } from "./contract";
import type { FoundFix, RelatedFinding } from "./findings";
import type { Reported } from "./reported";
import { LEVELS, RULE_INDEX } from "./sarifRules";
import { wellFormed } from "./sourceRoot";

/** The location of a file that is shown as `path`. */
export type Locate = (path: string) => ArtifactLocation;

/** Longer messages are cut: they quote a name of the text in full. */
const LONGEST_MESSAGE = 4000;

/** The result for a finding in a file. */
export function sarifResult(path: string, finding: Reported, locate: Locate): Result {
  const { code, severity, message, range, related, need, fixes, fingerprint, environment } = finding;
  const index = RULE_INDEX.get(code);
  return {
    ruleId: code,
    ...(index !== undefined && { ruleIndex: index }),
    level: LEVELS[severity],
    message: { text: messageText(message) },
    locations: [locationOf(locate(path), range)],
    partialFingerprints: { "druidSql/v1": fingerprint },
    ...(related.length > 0 && { relatedLocations: related.map((item, id) => relatedLocation(item, id, path, locate)) }),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => fixOf(fix, path, locate)) }),
    ...((need || environment !== undefined) && {
      properties: {
        ...(need && { needs: wellFormed(`${need.action} ${need.type} ${need.name}`) }),
        ...(environment !== undefined && { environment }),
      },
    }),
  };
}

/** Plain text; what would read as a link of SARIF's is escaped. */
export function messageText(text: string): string {
  const short = text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text;
  return wellFormed(short).replace(/\[(?=[^\]]*\]\()/g, "\\[");
}

function locationOf(artifactLocation: ArtifactLocation, range: RangeJson): Location {
  return { physicalLocation: { artifactLocation, region: regionOf(range) } };
}

function relatedLocation({ path, range, message }: RelatedFinding, id: number, own: string, locate: Locate): Location {
  return { id, ...locationOf(locate(path ?? own), range), message: { text: messageText(message) } };
}

function regionOf({ start, end }: RangeJson): Region {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

function fixOf({ path, description, edits }: FoundFix, own: string, locate: Locate): Fix {
  const replacements = edits.map(({ range, text }) => ({ deletedRegion: regionOf(range), insertedContent: { text: wellFormed(text) } }));
  return { description: { text: messageText(description) }, artifactChanges: [{ artifactLocation: locate(path ?? own), replacements }] };
}
