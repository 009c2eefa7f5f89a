/**
 * What is said about arguments by name: those of table functions, and the destinations and properties of exports.
 */
import { findExportDestination, findTableFunction, type TableFunctionParameter } from "../../data/inputSources";
import { t } from "../../text/l10n";
import { code, escapeMarkdown } from "../markdown";

/** The Markdown about an argument of a table function; undefined for one that it does not take. */
export function explainArgument(functionName: string, name: string): string | undefined {
  return explainParameter(findTableFunction(functionName)?.parameters.find((parameter) => parameter.name === name));
}

/** The Markdown about a property of an export's destination. */
export function explainDestinationProperty(destination: string, name: string): string | undefined {
  return explainParameter(findExportDestination(destination)?.parameters.find((parameter) => parameter.name === name));
}

/** The Markdown about `INTO EXTERN(…)`. */
export function explainExport(): string {
  return t("Writes the rows of the query to files of a destination, such as `EXTERN(s3(…)) AS CSV`, in place of a datasource.");
}

/** The Markdown about where an export goes. */
export function explainDestination(name: string): string | undefined {
  const found = findExportDestination(name);
  if (!found) return undefined;
  const facts = [
    t("Export to {0}", code(found.name)),
    t("since Druid {0}", found.since),
    ...(found.extension === undefined ? [] : [t("needs extension {0}", code(found.extension))]),
  ];
  const lines = found.parameters.map(
    (parameter) => `- ${parameter.required ? `**${parameter.name}**` : parameter.name}: ${code(parameter.type)}`,
  );
  return `${facts.join(" · ")}\n\n${lines.join("\n")}`;
}

function explainParameter(parameter: TableFunctionParameter | undefined): string | undefined {
  if (!parameter) return undefined;
  const { name, type, required, summary } = parameter;
  const facts = [...(summary === undefined ? [] : [`${escapeMarkdown(t(summary))}.`]), ...(required ? [t("Required.")] : [])];
  return [`**${name}**: ${code(type)}`, facts.join(" ")].filter((block) => block !== "").join("\n\n");
}
