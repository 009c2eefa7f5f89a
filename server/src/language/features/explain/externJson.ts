/**
 * What is said about a key or a type in the JSON of EXTERN's strings.
 */
import { type JsonKey, keysOfShape, type ShapeName, typesOfShape } from "../../data/externJson";
import { findInputSource } from "../../data/inputSources";
import { t } from "../../text/l10n";
import { code, escapeMarkdown } from "../markdown";

/** `headless`: without what a list has beside the name: the type of a key, the extension of a type. */
type Form = "whole" | "headless";

/** The Markdown about a key of an object; undefined for one that is not known. */
export function explainJsonKey(shape: ShapeName, type: string | undefined, name: string, form: Form = "whole"): string | undefined {
  const key = keysOfShape(shape, type).find((known) => known.name === name);
  return key && [form === "whole" ? `**${key.name}**: ${code(key.type)}` : "", facts(key)].filter((line) => line !== "").join("\n\n");
}

function facts({ required, summary, values, standard, holds, type }: JsonKey): string {
  const choices = values ?? [];
  return [
    ...(summary === undefined || summary === "" ? [] : [`${escapeMarkdown(t(summary))}.`]),
    ...(required ? [t("Required.")] : []),
    ...(standard === undefined ? [] : [t("Without it: {0}.", code(standard))]),
    ...(choices.length === 0 || choices.length > 12 ? [] : [t("One of {0}.", choices.map((value) => code(value)).join(", "))]),
    ...(holds === undefined || type.includes("{") ? [] : [t("Keys: {0}.", namesOf(holds))]),
  ].join(" ");
}

function namesOf(shape: ShapeName): string {
  const names = keysOfShape(shape, undefined).map(({ name, required }) => (required ? `**${name}**` : name));
  return names.join(", ");
}

/** The Markdown about a type of input source or input format. */
export function explainJsonType(shape: ShapeName, type: string, form: Form = "whole"): string | undefined {
  const found = typesOfShape(shape).find((known) => known.type === type);
  if (!found) return undefined;
  const keys = keysOfShape(shape, type).filter(({ name }) => name !== "type");
  const head = shape === "inputSource" ? t("Input source {0}", code(type)) : t("Input format {0}", code(type));
  const extension = found.extension === undefined || form === "headless" ? "" : ` · ${t("needs extension {0}", code(found.extension))}`;
  const lines = keys.map((key) => {
    const name = key.required ? `**${key.name}**` : key.name;
    return `- ${name}: ${code(key.type)}${key.summary ? ` · ${escapeMarkdown(t(key.summary))}` : ""}`;
  });
  const security =
    shape === "inputSource" && findInputSource(type)?.security === "unsupported" ? [t("Refused where input sources are authorized.")] : [];
  return [`${head}${extension}`, ...security, ...(lines.length > 0 ? [lines.join("\n")] : [])].join("\n\n");
}
