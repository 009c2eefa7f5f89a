/**
 * INSERT, REPLACE and UPSERT with Druid's clauses: export targets, OVERWRITE, PARTITIONED BY, CLUSTERED BY.
 * Source: `SqlInsert` of Druid's `Parser.jj`, `replace.ftl` and `common.ftl`.
 */
import { phrase, t } from "../../text/l10n";
import type {
  ClusteredBy,
  ErrorNode,
  ExportProperty,
  ExportTarget,
  Identifier,
  Ingest,
  IngestTarget,
  Mutable,
  Overwrite,
  PartitionedBy,
  TableTarget,
} from "../nodes";
import { TokenKind } from "../tokenKind";
import { ExpressionContext } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression } from "./expressions";
import { checkGranularity } from "./granularity";
import { parseHints } from "./hints";
import { parseList } from "./lists";
import { parsePlainString } from "./literals";
import { parseIdentifier, parseTableName } from "./names";
import { parseOrderItem, parseQueryOrExpression } from "./query";
import { parseColumnDefinitions, parseTargetColumns } from "./types";

/** The whole statement; the cursor stands on its verb and INTO is the next token. */
export function parseIngest(p: Cursor): Ingest {
  const start = p.start;
  const verb = p.image().toUpperCase() as Ingest["verb"];
  p.advance();
  p.expect(TokenKind.INTO, "INTO");
  const node: Mutable<Ingest> = { kind: "ingest", start, end: start, verb, target: parseTarget(p), source: p.gap(phrase("a query")) };
  if (atTargetColumns(p)) node.columns = parseTargetColumns(p);
  if ((p.druidVersion >= EXPORT_SINCE || node.target.kind === "exportTarget") && p.accept(TokenKind.AS)) {
    const format = parseIdentifier(p, phrase("a name of a file format such as CSV"));
    if (format.kind !== "error") node.format = format;
  }
  if (p.at(TokenKind.OVERWRITE)) node.overwrite = parseOverwrite(p, verb);
  node.source = parseQueryOrExpression(p, ExpressionContext.Query);
  if (p.at(TokenKind.PARTITIONED)) node.partitionedBy = parsePartitionedBy(p);
  if (p.at(TokenKind.CLUSTERED)) {
    if (!node.partitionedBy && p.druidVersion <= LAST_TO_TIE_CLUSTERED_BY) reportTied(p);
    node.clusteredBy = parseClusteredBy(p);
  }
  node.end = p.lastEnd;
  return node;
}

/** `INSERT INTO EXTERN(…) AS format` is grammar from here on. Measured on 28 and 29. */
const EXPORT_SINCE = 29;

/** Up to here CLUSTERED BY without PARTITIONED BY was a parse error, later a validation error. Measured on 29 and 31. */
const LAST_TO_TIE_CLUSTERED_BY = 30;

function reportTied(p: Cursor): void {
  const message = t("CLUSTERED BY found before PARTITIONED BY, CLUSTERED BY must come after the PARTITIONED BY clause");
  p.report("syntax-error", message, p.start, p.end);
}

/** A parenthesis behind the target opens a column list when a name follows it, else the query. */
function atTargetColumns(p: Cursor): boolean {
  return p.at(TokenKind.LeftParen) && p.peekIsName(1);
}

/** Before exports came, EXTERN is a name and a list of columns may follow it; a call in its place can only be meant as an export. */
function atExportTarget(p: Cursor): boolean {
  if (!p.at(TokenKind.EXTERN) || p.peek(1) !== TokenKind.LeftParen) return false;
  if (p.druidVersion >= EXPORT_SINCE) return true;
  if (p.peek(3) !== TokenKind.LeftParen) return false;
  const message = t("Druid {0} cannot export; INSERT INTO EXTERN(…) came with Druid {1}.", p.druidVersion, EXPORT_SINCE);
  p.report("syntax-error", message, p.start, p.end);
  return true;
}

function parseTarget(p: Cursor): IngestTarget {
  if (atExportTarget(p)) return parseExportTarget(p);
  const name = parseTableName(p, phrase("a name of the target table"));
  if (name.kind === "error") return name;
  const target: Mutable<TableTarget> = { kind: "tableTarget", start: name.start, end: name.end, name };
  if (p.at(TokenKind.HintBegin)) target.hints = parseHints(p);
  if (p.at(TokenKind.EXTEND) || atExtendList(p)) {
    p.accept(TokenKind.EXTEND);
    target.extend = parseColumnDefinitions(p);
  }
  target.end = p.lastEnd;
  return target;
}

/** `(name type, name` or `(name type)`: five tokens tell a list with types from one without. */
function atExtendList(p: Cursor): boolean {
  if (!p.at(TokenKind.LeftParen) || !p.peekIsName(1)) return false;
  let ahead = 2;
  while (p.peek(ahead) === TokenKind.Dot && p.peekIsName(ahead + 1) && ahead < 4) ahead += 2;
  const type = p.peek(ahead);
  return type !== TokenKind.Comma && type !== TokenKind.RightParen && type !== TokenKind.EndOfText && type !== TokenKind.Dot;
}

/** `EXTERN(destination(key => 'value', …))`. */
function parseExportTarget(p: Cursor): ExportTarget {
  const start = p.start;
  p.advance();
  p.advance();
  const destination = parseDestination(p);
  const properties: readonly ExportProperty[] = p.at(TokenKind.LeftParen) ? parseExportProperties(p) : [];
  p.expect(TokenKind.RightParen, ")");
  return { kind: "exportTarget", start, end: p.lastEnd, destination, properties };
}

/** LOCAL is reserved and yet a destination. */
function parseDestination(p: Cursor): Identifier | ErrorNode {
  if (!p.at(TokenKind.LOCAL)) return parseIdentifier(p, phrase("a name of a destination such as s3"));
  const { start, end } = p;
  const name = p.image();
  p.advance();
  return { kind: "identifier", start, end, name, quoted: false, template: false };
}

function parseExportProperties(p: Cursor): readonly ExportProperty[] {
  p.advance();
  const properties = p.at(TokenKind.RightParen) ? [] : parseList(p, parseExportProperty);
  p.expect(TokenKind.RightParen, ")");
  return properties.filter((property) => property.name.name !== "");
}

function parseExportProperty(p: Cursor): ExportProperty {
  const found = parseIdentifier(p, phrase("a name of a property"));
  const start = found.start;
  const name: Identifier =
    found.kind === "error" ? { kind: "identifier", start, end: start, name: "", quoted: false, template: false } : found;
  p.expect(TokenKind.NamedArgument, "=>");
  const value = parsePlainString(p);
  return { kind: "exportProperty", start, end: p.lastEnd, name, value };
}

function parseOverwrite(p: Cursor, verb: Ingest["verb"]): Overwrite {
  const start = p.start;
  p.advance();
  if (verb !== "REPLACE") {
    p.report(
      "not-allowed",
      t("OVERWRITE belongs to REPLACE. Write REPLACE INTO to overwrite segments, or leave OVERWRITE out."),
      start,
      p.lastEnd,
    );
  }
  if (p.accept(TokenKind.ALL)) return { kind: "overwrite", start, end: p.lastEnd, extent: "all" };
  if (!p.accept(TokenKind.WHERE)) return { kind: "overwrite", start, end: p.lastEnd, extent: "missing" };
  const where = parseExpression(p, ExpressionContext.SubQuery);
  return { kind: "overwrite", start, end: p.lastEnd, extent: "where", where };
}

const UNITS: ReadonlyMap<TokenKind, string> = new Map([
  [TokenKind.HOUR, "HOUR"],
  [TokenKind.DAY, "DAY"],
  [TokenKind.MONTH, "MONTH"],
  [TokenKind.YEAR, "YEAR"],
  [TokenKind.ALL, "ALL"],
]);

function parsePartitionedBy(p: Cursor): PartitionedBy {
  const start = p.start;
  p.advance();
  p.expect(TokenKind.BY, "BY");
  const unit = UNITS.get(p.kind);
  if (unit !== undefined) {
    p.advance();
    const time = unit === "ALL" && p.accept(TokenKind.TIME);
    return { kind: "partitionedBy", start, end: p.lastEnd, unit: time ? "ALL TIME" : unit };
  }
  const expression = parseExpression(p, ExpressionContext.SubQuery);
  if (expression.kind !== "error") checkGranularity(p, expression);
  return { kind: "partitionedBy", start, end: p.lastEnd, expression };
}

function parseClusteredBy(p: Cursor): ClusteredBy {
  const start = p.start;
  p.advance();
  p.expect(TokenKind.BY, "BY");
  const items = parseList(p, parseOrderItem);
  return { kind: "clusteredBy", start, end: p.lastEnd, items };
}
