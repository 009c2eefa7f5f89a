/**
 * Of what nobody allows: the statement that comes nearest to allowing it, and what it lacks. The usual slips come first: the objects are
 * named where the bucket is asked about (`arn:aws:s3:::b/*`), or the bucket where the objects are.
 */
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
  const said = isBucket ? "the objects and not the bucket" : "the bucket and not its objects";
  return `No statement allows it: ${statement.label} allows it on ${shown(pattern.text)}, which is ${said}.`;
};

const otherResource: Look = (statement, question, budget) => {
  const [first] = statement.resources?.patterns ?? [];
  if (!first || statement.resources?.sense !== "listed" || !namesAction(statement, question, budget)) return undefined;
  const more = statement.resources.patterns.length > 1 ? " and others" : "";
  return `No statement allows it there: ${statement.label} allows it on ${shown(first.text)}${more}.`;
};

const otherAction: Look = (statement, question, budget) => {
  if (!listedResource(statement, question.resource, budget)) return undefined;
  const [first] = statement.actions?.patterns ?? [];
  if (!first || statement.actions?.sense !== "listed") return undefined;
  const more = statement.actions.patterns.length > 1 ? " and others" : "";
  return `No statement allows it: ${statement.label} allows ${shown(first.text)}${more} there.`;
};

function namesAction({ actions }: PolicyStatement, { actionSymbols }: Question, budget: Budget): boolean {
  return actions?.sense === "listed" && actions.patterns.some(({ symbols }) => covers(symbols, actionSymbols, budget));
}

function listedResource({ resources }: PolicyStatement, resource: string, budget: Budget): PolicyPattern | undefined {
  if (resources?.sense !== "listed") return undefined;
  const asked = readPattern(resource, "plain");
  return resources.patterns.find(({ symbols }) => covers(symbols, asked, budget));
}
