/**
 * The functions of Druid SQL: aggregates, window functions, table functions, and what is written like a call (CASE, CAST, EXTRACT).
 *
 * `findFunction(name)` takes a name in any case; `allFunctions()` has every one in the order of the categories. Both build their table from
 * the rows in `functions/` when first asked, so that a command that asks for none pays nothing. For signature help a signature has a label
 * and the ranges of its parameters in it; for checks a function has counts of operands and the positions that must be literals.
 *
 * Sources: DruidOperatorTable as printed by Druid 27, 28, 29, 31, 32, 33 and 38 (names, counts, since when), the operator conversions of
 * Druid 39's sources (literals, extensions) and its documentation (what functions of other extensions take). Releases between those are
 * inferred. The documentation is English; `features/explain/tableWords.ts` names it for translation.
 */
import { AGGREGATE_FUNCTIONS, SKETCH_AGGREGATES, SKETCH_FUNCTIONS, WINDOW_FUNCTIONS } from "./functions/aggregates";
import { ARRAY_FUNCTIONS, MULTI_VALUE_FUNCTIONS } from "./functions/arrays";
import { JSON_FUNCTIONS } from "./functions/json";
import { NUMERIC_FUNCTIONS } from "./functions/numeric";
import type { FunctionRow, FunctionTable } from "./functions/row";
import { TABLE_FUNCTIONS } from "./functions/tables";
import { ADDRESS_FUNCTIONS, TEXT_FUNCTIONS } from "./functions/text";
import { TIME_FUNCTIONS } from "./functions/time";
import { VALUE_FUNCTIONS } from "./functions/values";

export type FunctionKind = FunctionTable["kind"];

/** One function of Druid SQL. */
export interface DruidFunction {
  /** In capitals; Druid compares names without regard to case. */
  readonly name: string;
  readonly kind: FunctionKind;
  /** For people: `numeric`, `date and time`, `sketch` … */
  readonly category: string;
  /** The ways to write it, at least one but for table functions that no release binds. */
  readonly signatures: readonly FunctionSignature[];
  /** Its operands in the order of the syntax tree. */
  readonly parameters: readonly FunctionParameter[];
  /** How many operands it takes at least, and at most (Infinity for no bound); they say nothing where `hasOwnSyntax`. */
  readonly minimum: number;
  readonly maximum: number;
  /** The parser has a rule for what stands in its parentheses: `EXTRACT(DAY FROM x)`, `CURRENT_DATE` without any. */
  readonly hasOwnSyntax: boolean;
  /** The type of its value, where it does not depend on the operands. */
  readonly returns?: string;
  /** The first release that has it; absent where 26 or 27 did already. */
  readonly since?: number;
  /** The newest release that certainly lacks it, as its operator table was looked at; absent where none is known to. */
  readonly lackedBy?: number;
  /** The extension that has to be loaded. */
  readonly extension?: string;
  /** The engines that run it, where not all do. */
  readonly engines?: readonly string[];
  /** What it does, in one or two sentences; English. */
  readonly documentation: string;
  /** The page of Druid's documentation below `docs/latest/`, without ending; absent where Druid does not document it. */
  readonly docsPage?: string;
  /** The function that it is another name for. */
  readonly aliasOf?: string;
  /** What may be given as its unit, where there is one. */
  readonly units?: readonly string[];
  /** Made by Druid's planner: takes part in statements like any other, and is not to be offered. */
  readonly isInternal: boolean;
}

export interface FunctionParameter {
  readonly name: string;
  readonly isOptional: boolean;
  /** It may be given any number of times. */
  readonly isRepeated: boolean;
  /** Druid refuses anything but a literal. */
  readonly isLiteral: boolean;
}

/** One way to write a call; the ranges of its parameters are half-open, in UTF-16 code units of the label. */
export interface FunctionSignature {
  readonly label: string;
  readonly parameters: readonly { readonly start: number; readonly end: number }[];
}

const TABLES: readonly FunctionTable[] = [
  AGGREGATE_FUNCTIONS,
  WINDOW_FUNCTIONS,
  NUMERIC_FUNCTIONS,
  TEXT_FUNCTIONS,
  TIME_FUNCTIONS,
  VALUE_FUNCTIONS,
  ARRAY_FUNCTIONS,
  MULTI_VALUE_FUNCTIONS,
  JSON_FUNCTIONS,
  SKETCH_AGGREGATES,
  SKETCH_FUNCTIONS,
  ADDRESS_FUNCTIONS,
  TABLE_FUNCTIONS,
];

let functionsByName: ReadonlyMap<string, DruidFunction> | undefined;

/** The function of a name, upper and lower case alike; undefined for one that is none of Druid's. */
export function findFunction(name: string): DruidFunction | undefined {
  const functions = byName();
  // Most are written in capitals.
  return functions.get(name) ?? functions.get(name.toUpperCase());
}

/** Every function, internal ones included, by category. */
export function allFunctions(): readonly DruidFunction[] {
  return [...byName().values()];
}

function byName(): ReadonlyMap<string, DruidFunction> {
  functionsByName ??= new Map(
    TABLES.flatMap((table) => table.rows.map((row) => functionOf(row, table))).map((found) => [found.name, found]),
  );
  return functionsByName;
}

function functionOf([signature, returns, documentation, more = {}]: FunctionRow, table: FunctionTable): DruidFunction {
  const { since, lackedBy, extension, engines, aliasOf, units } = more;
  const name = signature.slice(0, signature.indexOf("("));
  const parameters = parametersOf(signature);
  const docsPage = more.page ?? table.page;
  return {
    name,
    kind: more.kind ?? table.kind,
    category: table.category,
    signatures: (more.forms ?? [signature.replaceAll("!", "")]).map(signatureOf),
    parameters,
    minimum: parameters.filter((parameter) => !parameter.isOptional).length,
    maximum: parameters.some((parameter) => parameter.isRepeated) ? Number.POSITIVE_INFINITY : parameters.length,
    hasOwnSyntax: more.ownSyntax === true,
    documentation,
    isInternal: more.internal === true,
    ...(returns === "" ? {} : { returns }),
    ...(docsPage === "" ? {} : { docsPage }),
    ...(since === undefined ? {} : { since }),
    ...(lackedBy === undefined ? {} : { lackedBy }),
    ...(extension === undefined ? {} : { extension }),
    ...(engines === undefined ? {} : { engines }),
    ...(aliasOf === undefined ? {} : { aliasOf }),
    ...(units === undefined ? {} : { units }),
  };
}

/** The operands of a signature: what stands behind its first `[` may be left out. */
function parametersOf(signature: string): readonly FunctionParameter[] {
  const open = signature.indexOf("(");
  const optionalFrom = signature.includes("[") ? signature.indexOf("[") : signature.length;
  return [...signature.slice(open).matchAll(/(\w+)(!?)(\.\.\.)?/g)].map((match) => ({
    name: match[1] ?? "",
    isOptional: open + match.index > optionalFrom,
    isRepeated: match[3] !== undefined,
    isLiteral: match[2] === "!",
  }));
}

/** A label with the places of its parameters: words in small letters behind the first parenthesis, `others...` with its dots. */
function signatureOf(label: string): FunctionSignature {
  const open = label.indexOf("(");
  const parameters = [...label.matchAll(/\b[a-z][A-Za-z0-9]*\b(?:\.\.\.)?/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return { label, parameters: open < 0 ? [] : parameters.filter(({ start }) => start > open) };
}
