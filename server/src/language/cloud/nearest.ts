/**
 * Of what nobody allows: the statement that comes nearest to allowing it, and what it lacks. The usual slips come first: the objects are
 * named where the bucket is asked about (`arn:aws:s3:::b/*`), or the bucket where the objects are.
 */
import { t } from "../text/l10n";
import type { PolicyPattern, PolicyStatement } from "./model";
import { type Budget, covers, readPattern } from "./pattern";
import { type Question, shown } from "./question";

export interface Nearest {
  readonly statement: PolicyStatement;
  /** One sentence. */
  readonly message: string;
}

const MOST_STEPS = 200_000;

/** The nearest Allow; undefined when none is about the same action or resource. */
export function nearestStatement(statements: readonly PolicyStatement[], question: Question): Nearest | undefined {
  const budget: Budget = { left: MOST_STEPS };
  const allows = statements.filter(({ effect, actions, resources }) => effect === "Allow" && actions && resources);
  for (const look of [bucketForObjects, otherResource, otherAction]) {
    for (const statement of allows) {
      const message = look(statement, question, budget);
      if (message !== undefined) return { statement, message };
    }
  }
  return undefined;
}

type Look = (statement: PolicyStatement, question: Question, budget: Budget) => string | undefined;

const bucketForObjects: Look = (statement, question, budget) => {
  if (!namesAction(statement, question, budget)) return undefined;
  const isBucket = !question.resource.includes("/");
  const meant = isBucket ? `${question.resource}/*` : question.resource.slice(0, question.resource.indexOf("/"));
  const pattern = listedResource(statement, meant, budget);
  if (!pattern || !question.resource.includes(":s3:::")) return undefined;
  return isBucket
    ? t("No statement allows it: {0} allows it on {1}, which is the objects and not the bucket.", statement.label, shown(pattern.text))
    : t("No statement allows it: {0} allows it on {1}, which is the bucket and not its objects.", statement.label, shown(pattern.text));
};

const otherResource: Look = (statement, question, budget) => {
  const [first] = statement.resources?.patterns ?? [];
  if (!first || statement.resources?.sense !== "listed" || !namesAction(statement, question, budget)) return undefined;
  return t("No statement allows it there: {0} allows it on {1}.", statement.label, firstOf(statement.resources.patterns, first));
};

const otherAction: Look = (statement, question, budget) => {
  if (!listedResource(statement, question.resource, budget)) return undefined;
  const [first] = statement.actions?.patterns ?? [];
  if (!first || statement.actions?.sense !== "listed") return undefined;
  return t("No statement allows it: {0} allows {1} there.", statement.label, firstOf(statement.actions.patterns, first));
};

function firstOf(patterns: readonly PolicyPattern[], first: PolicyPattern): string {
  return patterns.length > 1 ? t("{0} and others", shown(first.text)) : shown(first.text);
}

function namesAction({ actions }: PolicyStatement, { actionSymbols }: Question, budget: Budget): boolean {
  return actions?.sense === "listed" && actions.patterns.some(({ symbols }) => covers(symbols, actionSymbols, budget));
}

function listedResource({ resources }: PolicyStatement, resource: string, budget: Budget): PolicyPattern | undefined {
  if (resources?.sense !== "listed") return undefined;
  const asked = readPattern(resource, "plain");
  return resources.patterns.find(({ symbols }) => covers(symbols, asked, budget));
}
