/**
 * Which language the server speaks: that of the editor (`locale` of `initialize`), where there are texts in it, and else English.
 */
import { type Texts, useTexts } from "../language/index";
import { isRecord } from "./configuration";
import { failureOf, type Host } from "./host";
import type { Log } from "./log";

/** What a language tag may look like before it becomes a part of a file's name: `de`, `pt-br`. */
const TAG = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/;

/** Takes the texts of the language, or of the one that it is a variant of (`de-at`: `de`). Whatever is wrong with them is logged once. */
export async function speak(host: Host, log: Log, locale: string | undefined): Promise<void> {
  useTexts((await textsFor(host, log, (locale ?? "en").toLowerCase().replaceAll("_", "-"))) ?? {});
}

async function textsFor(host: Host, log: Log, tag: string): Promise<Texts | undefined> {
  if (/^en(?:-|$)/.test(tag)) return undefined;
  for (const language of TAG.test(tag) ? variantsOf(tag) : []) {
    const content = await host.readTexts(language);
    if (content.kind === "missing") continue;
    const texts = content.kind === "text" ? parseTexts(content.text) : undefined;
    if (texts) return texts;
    const why = content.kind === "text" ? "it is no JSON object of texts" : failureOf(content);
    log.error(`The texts in ${language} cannot be used, so that English is spoken: ${why}`);
    return undefined;
  }
  log.info(`There are no texts in ${tag}; English is spoken.`);
  return undefined;
}

/** `zh-hant-tw`, `zh-hant`, `zh`. */
function variantsOf(tag: string): readonly string[] {
  const parts = tag.split("-");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("-"));
}

function parseTexts(text: string): Texts | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isTexts = isRecord(value) && Object.values(value).every((each) => typeof each === "string");
    return isTexts ? (value as Texts) : undefined;
  } catch {
    return undefined;
  }
}
