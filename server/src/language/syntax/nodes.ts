/**
 * The syntax tree of Druid SQL: plain readonly objects in one discriminated union.
 *
 * Rules that every consumer may rely on:
 * - `start` and `end` are UTF-16 offsets local to the statement, half-open, on token borders; children lie in order inside their parent.
 * - Optional means absent in the text. A required child always exists: where the text lacks it there is an `error` node.
 * - Lists are never undefined. Chains (AND, OR, `+`, `||`, UNION, joins) are flat lists, so no walker recurses on their length.
 * - Nodes hold no parents, no comments and no meaning; keywords are not nodes (ask the token table).
 * `syntax/children.ts` knows the children of each kind.
 */
import type { TextRange } from "../text/range";
import type { Memory } from "./memory";

interface Base<Kind extends string> {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

/** Stands where something is missing (zero width) or was skipped. It never comes without a syntax error. */
export interface ErrorNode extends Base<"error"> {
  readonly expected: string;
}

// --- Statements ------------------------------------------------------------------------------------------------------

/** One request to Druid: leading SETs and the statement that they belong to. */
export interface Script extends Base<"script"> {
  readonly sets: readonly SetStatement[];
  /** Absent when the text holds nothing, or SETs only. */
  readonly statement?: StatementNode;
  /** Where anything stands that may be a table: names and calls in FROM, `TABLE name`, APPEND, templates. In the order of the text. */
  readonly tableStarts: readonly number[];
  /** What was found out about this script; no part of the tree. */
  readonly memory: Memory;
}

/** What can stand as a statement. A bare expression parses and is refused ("Non-query expression"), hence `Expression`. */
export type StatementNode =
  | Query
  | QueryBody
  | Ingest
  | Explain
  | SetStatement
  | Describe
  | Delete
  | Update
  | Merge
  | ProcedureCall
  | Expression
  | ErrorNode;

/** `SET name = value`, `RESET name`, and both behind `ALTER SYSTEM|SESSION`. */
export interface SetStatement extends Base<"set"> {
  readonly verb: "SET" | "RESET";
  readonly scope?: "SYSTEM" | "SESSION";
  readonly name: Name | ErrorNode;
  /** Absent for RESET. */
  readonly value?: Expression;
}

/** `EXPLAIN PLAN … FOR statement`. */
export interface Explain extends Base<"explain"> {
  readonly statement: StatementNode;
}

/** `DESCRIBE …`; Druid parses and refuses it. */
export interface Describe extends Base<"describe"> {
  readonly subject: "schema" | "table" | "statement";
  readonly name?: Name;
  readonly column?: Identifier;
  readonly statement?: StatementNode;
}

/** `DELETE FROM …`; Druid parses and refuses it. */
export interface Delete extends Base<"delete"> {
  readonly table: Name | ErrorNode;
  readonly hints?: HintList;
  readonly columns?: ColumnDefinitionList;
  readonly alias?: Identifier;
  readonly where?: Expression;
}

/** `UPDATE …`; Druid parses and refuses it. */
export interface Update extends Base<"update"> {
  readonly table: Name | ErrorNode;
  readonly hints?: HintList;
  readonly columns?: ColumnDefinitionList;
  readonly alias?: Identifier;
  readonly assignments: readonly Assignment[];
  readonly where?: Expression;
}

export interface Assignment extends Base<"assignment"> {
  readonly column: Name | ErrorNode;
  readonly value: Expression;
}

/** `MERGE INTO …`; Druid parses and refuses it. */
export interface Merge extends Base<"merge"> {
  readonly table: Name | ErrorNode;
  readonly hints?: HintList;
  readonly columns?: ColumnDefinitionList;
  readonly alias?: Identifier;
  readonly source: TableExpression;
  readonly condition: Expression;
  readonly assignments: readonly Assignment[];
  readonly insertColumns?: IdentifierList;
  readonly insertRow?: Row;
}

/** `CALL f(…)`; Druid parses and refuses it. */
export interface ProcedureCall extends Base<"procedureCall"> {
  readonly call: Call | ErrorNode;
}

// --- INSERT and REPLACE ----------------------------------------------------------------------------------------------

/** `INSERT INTO`, `REPLACE INTO` and the refused `UPSERT INTO`. */
export interface Ingest extends Base<"ingest"> {
  readonly verb: "INSERT" | "REPLACE" | "UPSERT";
  readonly target: IngestTarget;
  /** `INSERT INTO t (a, b)`: parses, and is refused when validated. */
  readonly columns?: ColumnDefinitionList;
  /** The identifier behind AS: `AS CSV`. */
  readonly format?: Identifier;
  readonly overwrite?: Overwrite;
  readonly source: Query | QueryBody | Expression;
  readonly partitionedBy?: PartitionedBy;
  readonly clusteredBy?: ClusteredBy;
}

export type IngestTarget = TableTarget | ExportTarget | ErrorNode;

/** `INSERT INTO name`. */
export interface TableTarget extends Base<"tableTarget"> {
  readonly name: Name;
  readonly hints?: HintList;
  readonly extend?: ColumnDefinitionList;
}

/** `INSERT INTO EXTERN(s3(bucket => 'b'))`. `destination` is `LOCAL` as written, though Druid takes it as `local`. */
export interface ExportTarget extends Base<"exportTarget"> {
  readonly destination: Identifier | ErrorNode;
  readonly properties: readonly ExportProperty[];
}

export interface ExportProperty extends Base<"exportProperty"> {
  readonly name: Identifier;
  readonly value: Literal | ErrorNode;
}

export interface Overwrite extends Base<"overwrite"> {
  readonly extent: "all" | "where" | "missing";
  readonly where?: Expression;
}

export interface PartitionedBy extends Base<"partitionedBy"> {
  /** `HOUR`, `DAY`, `MONTH`, `YEAR`, `ALL`, `ALL TIME` in capitals when one of these words stands there. */
  readonly unit?: string;
  readonly expression?: Expression;
}

export interface ClusteredBy extends Base<"clusteredBy"> {
  readonly items: readonly OrderItem[];
}

// --- Queries ---------------------------------------------------------------------------------------------------------

/** A query with what may stand around it: `WITH … body ORDER BY … LIMIT …`. Bare bodies stand without this wrapper. */
export interface Query extends Base<"query"> {
  readonly with?: With;
  readonly body: QueryBody | Query | Expression;
  readonly orderBy?: OrderBy;
  readonly offset?: Expression;
  readonly fetch?: Expression;
}

export type QueryBody = Select | Values | ExplicitTable | SetOperation | ParenthesizedQuery;

/** `( query )`, where a query stands in parentheses. */
export interface ParenthesizedQuery extends Base<"parenthesizedQuery"> {
  readonly query: Query | QueryBody | TableExpression | Expression;
}

export interface With extends Base<"with"> {
  readonly recursive: boolean;
  readonly items: readonly WithItem[];
}

/** `name (columns) AS (query)`. */
export interface WithItem extends Base<"withItem"> {
  readonly name: Identifier | ErrorNode;
  readonly columns?: IdentifierList;
  readonly query: ParenthesizedQuery | ErrorNode;
}

/** `a UNION ALL b INTERSECT c …`, flat and in textual order; INTERSECT binds tighter than its neighbours. */
export interface SetOperation extends Base<"setOperation"> {
  readonly operands: readonly (Query | QueryBody | Expression)[];
  /** One less than `operands`. */
  readonly operators: readonly SetOperator[];
}

export interface SetOperator extends Base<"setOperator"> {
  readonly operator: "UNION" | "INTERSECT" | "EXCEPT" | "MINUS";
  readonly quantifier?: "ALL" | "DISTINCT";
}

export interface Select extends Base<"select"> {
  readonly hints?: HintList;
  readonly stream: boolean;
  readonly quantifier?: "ALL" | "DISTINCT";
  readonly items: readonly SelectItem[];
  readonly from?: From;
  readonly where?: Expression;
  readonly groupBy?: GroupBy;
  readonly having?: Expression;
  readonly windows: readonly WindowDefinition[];
  readonly qualify?: Expression;
}

export interface SelectItem extends Base<"selectItem"> {
  readonly expression: Expression;
  readonly alias?: Identifier;
}

export interface From extends Base<"from"> {
  readonly table: TableExpression;
}

export interface GroupBy extends Base<"groupBy"> {
  readonly quantifier?: "ALL" | "DISTINCT";
  readonly items: readonly GroupItem[];
}

export type GroupItem = GroupingFunction | Expression;

/** `GROUPING SETS (…)`, `ROLLUP (…)`, `CUBE (…)`, and `()` as an empty set. */
export interface GroupingFunction extends Base<"groupingFunction"> {
  readonly function: "GROUPING SETS" | "ROLLUP" | "CUBE" | "()";
  readonly items: readonly GroupItem[];
}

export interface OrderBy extends Base<"orderBy"> {
  readonly items: readonly OrderItem[];
}

export interface OrderItem extends Base<"orderItem"> {
  readonly expression: Expression;
  readonly direction?: "ASC" | "DESC";
  readonly nulls?: "FIRST" | "LAST";
}

export interface Values extends Base<"values"> {
  readonly rows: readonly Row[];
}

/** A row of VALUES, PIVOT's IN or MERGE: `(1, 2)`, `ROW(1, 2)` or a bare value. */
export interface Row extends Base<"row"> {
  readonly items: readonly (Expression | Query | QueryBody)[];
}

/** `TABLE name` as a query. */
export interface ExplicitTable extends Base<"explicitTable"> {
  readonly name: Name | ErrorNode;
}

export interface WindowDefinition extends Base<"windowDefinition"> {
  readonly name: Identifier | ErrorNode;
  readonly window: Window | ErrorNode;
}

/** `(base PARTITION BY … ORDER BY … ROWS …)`. */
export interface Window extends Base<"window"> {
  readonly base?: Identifier;
  readonly partitionBy: readonly Expression[];
  readonly orderBy?: OrderBy;
  readonly frame?: WindowFrame;
}

export interface WindowFrame extends Base<"windowFrame"> {
  readonly unit: "ROWS" | "RANGE";
  readonly lower: WindowBound;
  readonly upper?: WindowBound;
  readonly exclude?: "CURRENT ROW" | "NO OTHERS" | "GROUP" | "TIES";
}

export interface WindowBound extends Base<"windowBound"> {
  readonly bound: "CURRENT ROW" | "UNBOUNDED PRECEDING" | "UNBOUNDED FOLLOWING" | "PRECEDING" | "FOLLOWING" | "missing";
  readonly offset?: Expression;
}

export interface HintList extends Base<"hintList"> {
  readonly hints: readonly Hint[];
}

export interface Hint extends Base<"hint"> {
  readonly name: Identifier | ErrorNode;
}

// --- FROM ------------------------------------------------------------------------------------------------------------

export type TableExpression =
  | TableName
  | TableFunction
  | DerivedTable
  | Unnest
  | JoinChain
  | TableAlias
  | Pivot
  | Unpivot
  | MatchRecognize
  | TableSample
  | Snapshot
  | ErrorNode;

/** A name in FROM; what it names (datasource, CTE, view …) is for `analysis` to say. */
export interface TableName extends Base<"tableName"> {
  readonly name: Name;
  readonly hints?: HintList;
}

/** `TABLE(f(…))`, `TABLE(f(…)) EXTEND (…)`, and Druid's `f(…)` without TABLE (`explicit` false). */
export interface TableFunction extends Base<"tableFunction"> {
  readonly explicit: boolean;
  readonly lateral: boolean;
  readonly call: Call | ErrorNode;
  readonly extend?: ColumnDefinitionList;
}

/** `(query)` or `(a JOIN b …)` in FROM; without an alias when a join. */
export interface DerivedTable extends Base<"derivedTable"> {
  readonly lateral: boolean;
  readonly query: Query | QueryBody | TableExpression | Expression;
}

export interface Unnest extends Base<"unnest"> {
  readonly lateral: boolean;
  readonly expressions: readonly (Expression | Query | QueryBody)[];
  readonly ordinality: boolean;
}

/** `a JOIN b ON … LEFT JOIN c …, d`: flat and left-associative. */
export interface JoinChain extends Base<"joinChain"> {
  readonly first: TableExpression;
  readonly joins: readonly Join[];
}

export interface Join extends Base<"join"> {
  readonly operator: "," | "JOIN" | "INNER JOIN" | "LEFT JOIN" | "RIGHT JOIN" | "FULL JOIN" | "CROSS JOIN" | "CROSS APPLY" | "OUTER APPLY";
  readonly natural: boolean;
  readonly table: TableExpression;
  readonly on?: Expression;
  readonly using?: IdentifierList;
}

/** `table [AS] alias (columns)`. */
export interface TableAlias extends Base<"tableAlias"> {
  readonly table: TableExpression;
  readonly alias: Identifier | ErrorNode;
  readonly columns?: IdentifierList;
}

export interface Pivot extends Base<"pivot"> {
  readonly table: TableExpression;
  readonly aggregates: readonly SelectItem[];
  readonly axes: IdentifierList | ErrorNode;
  readonly values: readonly PivotValue[];
}

export interface PivotValue extends Base<"pivotValue"> {
  readonly row: Row;
  readonly alias?: Identifier;
}

export interface Unpivot extends Base<"unpivot"> {
  readonly table: TableExpression;
  readonly nulls?: "INCLUDE" | "EXCLUDE";
  readonly measures: IdentifierList | ErrorNode;
  readonly axes: IdentifierList | ErrorNode;
  readonly values: readonly UnpivotValue[];
}

export interface UnpivotValue extends Base<"unpivotValue"> {
  readonly columns: IdentifierList | ErrorNode;
  readonly row?: Row;
}

export interface MatchRecognize extends Base<"matchRecognize"> {
  readonly table: TableExpression;
  readonly partitionBy: readonly Expression[];
  readonly orderBy?: OrderBy;
  readonly measures: readonly SelectItem[];
  readonly within?: Expression;
  readonly subsets: readonly PatternSubset[];
  readonly definitions: readonly PatternDefinition[];
}

export interface PatternSubset extends Base<"patternSubset"> {
  readonly name: Identifier | ErrorNode;
  readonly members: readonly Expression[];
}

export interface PatternDefinition extends Base<"patternDefinition"> {
  readonly name: Identifier | ErrorNode;
  readonly condition: Expression;
}

export interface TableSample extends Base<"tableSample"> {
  readonly table: TableExpression;
}

/** `table FOR SYSTEM_TIME AS OF expression`. */
export interface Snapshot extends Base<"snapshot"> {
  readonly table: TableExpression;
  readonly time: Expression;
}

// --- Names and columns -----------------------------------------------------------------------------------------------

/** One segment of a name. `name` is the meaning (quotes removed), the text is under `start`…`end`. */
export interface Identifier extends Base<"identifier"> {
  readonly name: string;
  readonly quoted: boolean;
  /** Made of, or touching, a template (`{{ … }}`, `${…}`): what it will be is not known. */
  readonly template: boolean;
}

/** `a.b.c`, or `a.*` with `star`; `*` alone has no parts. */
export interface Name extends Base<"name"> {
  readonly parts: readonly Identifier[];
  readonly star: boolean;
}

/** `(a, b, c)`, or one bare identifier where the grammar lets parentheses fall away. */
export interface IdentifierList extends Base<"identifierList"> {
  readonly items: readonly (Identifier | ErrorNode)[];
}

/** `(name type, …)`: the schema behind EXTERN, or a column list with or without types. */
export interface ColumnDefinitionList extends Base<"columnDefinitionList"> {
  readonly columns: readonly ColumnDefinition[];
}

export interface ColumnDefinition extends Base<"columnDefinition"> {
  readonly name: Name | ErrorNode;
  readonly type?: DataType;
  readonly notNull: boolean;
}

/** A type as written; `base` is the first word in capitals, or the user-defined name as it stands. */
export interface DataType extends Base<"dataType"> {
  readonly base: string;
  /** How many ARRAY or MULTISET stand behind it. */
  readonly collections: number;
}

// --- Expressions -----------------------------------------------------------------------------------------------------

export type Expression =
  | Name
  | Literal
  | Interval
  | Parameter
  | Template
  | Call
  | NamedArgument
  | Cast
  | Case
  | Operation
  | Prefix
  | Postfix
  | Between
  | Like
  | In
  | Quantified
  | Access
  | RowExpression
  | Parenthesized
  | Subquery
  | ArrayConstructor
  | Lambda
  | TableArgument
  | Word
  | ErrorNode;

/** A literal. For strings `value` is the content with quotes and escapes resolved; numbers keep their spelling. */
export interface Literal extends Base<"literal"> {
  readonly type: "string" | "number" | "boolean" | "null" | "unknown" | "date" | "time" | "timestamp" | "binary" | "decimal";
  readonly value: string;
  /** Several adjacent string literals: parses, and Druid refuses it when validated. */
  readonly chained: boolean;
  /** The string holds a template, so its value is not known. */
  readonly template: boolean;
}

/** `INTERVAL '1' DAY`, `INTERVAL (a + b) MONTH`. */
export interface Interval extends Base<"interval"> {
  readonly value: Expression;
  readonly unit: string;
}

/** `?` */
export interface Parameter extends Base<"parameter"> {
  /** Zero-based position among the parameters of the statement. */
  readonly index: number;
}

/** A template token standing as an expression. */
export interface Template extends Base<"template"> {
  readonly text: string;
}

/** A call, with ordinary or special syntax. `arguments` holds the value operands in textual order; `name.parts` is never empty. */
export interface Call extends Base<"call"> {
  readonly name: Name;
  readonly quantifier?: "ALL" | "DISTINCT";
  /** `COUNT(*)`. */
  readonly star: boolean;
  readonly arguments: readonly Argument[];
  /** `IGNORE NULLS` or `RESPECT NULLS`, in the parentheses or behind them: parses, and Druid refuses it when validated. */
  readonly nullTreatment?: TextRange;
  readonly orderBy?: OrderBy;
  readonly withinDistinct: readonly Expression[];
  readonly withinGroup?: OrderBy;
  readonly filter?: Expression;
  readonly over?: Window | Identifier | ErrorNode;
}

export type Argument = Expression | Query | QueryBody;

/** `name => value`. */
export interface NamedArgument extends Base<"namedArgument"> {
  readonly name: Identifier;
  readonly value: Argument;
}

/** A word with its own meaning in a call: a time unit, DEFAULT, a JSON option, a charset. */
export interface Word extends Base<"word"> {
  readonly text: string;
}

export interface Cast extends Base<"cast"> {
  readonly function: "CAST" | "SAFE_CAST" | "TRY_CAST";
  readonly value: Expression;
  readonly type: DataType | ErrorNode;
}

export interface Case extends Base<"case"> {
  readonly operand?: Expression;
  readonly branches: readonly CaseBranch[];
  readonly otherwise?: Expression;
}

export interface CaseBranch extends Base<"caseBranch"> {
  readonly when: readonly Expression[];
  readonly then: Expression;
}

/** A flat run of binary operators of one precedence, left-associative: `a + b - c`, `x AND y AND z`. */
export interface Operation extends Base<"operation"> {
  readonly operands: readonly Expression[];
  /** In capitals, one less than `operands`: `+`, `AND`, `IS NOT DISTINCT FROM`. */
  readonly operators: readonly string[];
}

/** `NOT x`, `-x`, `EXISTS (…)`. Runs of prefixes are flat; the first applies last. */
export interface Prefix extends Base<"prefix"> {
  readonly operators: readonly ("+" | "-" | "NOT" | "EXISTS" | "UNIQUE")[];
  readonly operand: Expression;
}

/** `x IS NOT NULL IS TRUE`, `x FORMAT JSON`: flat, the first applies first. */
export interface Postfix extends Base<"postfix"> {
  readonly operand: Expression;
  readonly operators: readonly string[];
}

export interface Between extends Base<"between"> {
  readonly not: boolean;
  readonly value: Expression;
  readonly low: Expression;
  readonly high: Expression;
}

/** LIKE, ILIKE, RLIKE, SIMILAR TO. */
export interface Like extends Base<"like"> {
  readonly operator: "LIKE" | "ILIKE" | "RLIKE" | "SIMILAR TO";
  readonly not: boolean;
  readonly value: Expression;
  readonly pattern: Expression;
  readonly escape?: Expression;
}

/** `x IN (…)`: a list of expressions, or one query. */
export interface In extends Base<"in"> {
  readonly not: boolean;
  readonly value: Expression;
  readonly items: readonly (Expression | Query | QueryBody)[];
}

/** `x = ANY (…)`. */
export interface Quantified extends Base<"quantified"> {
  readonly operator: string;
  readonly quantifier: "SOME" | "ANY" | "ALL";
  readonly value: Expression;
  readonly items: readonly (Expression | Query | QueryBody)[];
}

/** `x[1].y[2]`, `(row).field`, `(row).f(…)`: flat. */
export interface Access extends Base<"access"> {
  readonly operand: Expression;
  readonly steps: readonly (Expression | Identifier)[];
}

/** `(a, b)` or `ROW(a, b)`. */
export interface RowExpression extends Base<"rowExpression"> {
  readonly items: readonly (Expression | Query | QueryBody)[];
}

/** `(a + b)`, with an interval unit behind it when it is a subtraction of dates: `(a - b) DAY`. */
export interface Parenthesized extends Base<"parenthesized"> {
  readonly expression: Expression;
  readonly unit?: string;
}

/** `(SELECT …)` in expression position, or a query as the argument of CURSOR, ARRAY, MULTISET, MAP. */
export interface Subquery extends Base<"subquery"> {
  readonly query: Query | QueryBody;
}

/** `ARRAY[…]`, `MULTISET[…]`, `MAP[…]`, `ARRAY(…)`, `PERIOD(a, b)`. */
export interface ArrayConstructor extends Base<"arrayConstructor"> {
  readonly constructorName: "ARRAY" | "MULTISET" | "MAP" | "PERIOD";
  readonly items: readonly (Expression | Query | QueryBody)[];
}

/** `x -> x + 1`, `(a, b) -> a`. */
export interface Lambda extends Base<"lambda"> {
  readonly parameters: readonly Identifier[];
  readonly body: Expression;
}

/** `TABLE t PARTITION BY … ORDER BY …`, or a query with these behind it, as an argument of a table function. */
export interface TableArgument extends Base<"tableArgument"> {
  readonly table: ExplicitTable | Query | QueryBody | Expression;
  readonly partitionBy?: IdentifierList;
  readonly orderBy: readonly OrderItem[];
}

/** A node while it is being built. */
export type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Every kind of node. */
export type Node =
  | Script
  | StatementNode
  | Assignment
  | TableTarget
  | ExportTarget
  | ExportProperty
  | Overwrite
  | PartitionedBy
  | ClusteredBy
  | With
  | WithItem
  | SetOperator
  | SelectItem
  | From
  | GroupBy
  | GroupingFunction
  | OrderBy
  | OrderItem
  | Row
  | WindowDefinition
  | Window
  | WindowFrame
  | WindowBound
  | HintList
  | Hint
  | TableExpression
  | Join
  | PivotValue
  | UnpivotValue
  | PatternSubset
  | PatternDefinition
  | Identifier
  | IdentifierList
  | ColumnDefinitionList
  | ColumnDefinition
  | DataType
  | CaseBranch;

/** The node type of a kind. */
export type NodeOf<Kind extends Node["kind"]> = Extract<Node, { readonly kind: Kind }>;
