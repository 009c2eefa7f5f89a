/**
 * Reads the file of IAM policies that `--iam-policy` names, and tells what is wrong with it as JSON of the contract.
 */
import { indexLines, type LineIndex, type PolicyFile, parsePolicyFile, policyProblems } from "../language/index";
import type { RolesFileJson } from "./contract";
import { rangeJson } from "./contractOf";
import type { CliHost, FileResult } from "./host";
import { readTextFile } from "./readText";
import { shownPath } from "./walkUp";

/** A policy file that was read. Its `uri` is the path as shown. */
export interface PolicySource {
  readonly uri: string;
  readonly file: PolicyFile;
  readonly lines: LineIndex;
}

/** Reads the file; `path` is absolute. */
export function readPolicy(host: CliHost, path: string): FileResult<PolicySource> {
  const uri = shownPath(host, path);
  const text = readTextFile(host, path);
  if (text.kind === "error") return { kind: "error", message: `${uri}: the policy file cannot be read: ${text.message}` };
  return { kind: "ok", content: { uri, file: parsePolicyFile(text.content, uri), lines: indexLines(text.content) } };
}

/** The policy file of the contract. */
export function policyFileJson({ uri, file, lines }: PolicySource): RolesFileJson {
  const problems = policyProblems(file).map(({ code, severity, message, range }) => ({
    code,
    severity,
    message,
    range: rangeJson(lines, range),
  }));
  return { path: uri, readable: file.readable, problems };
}
