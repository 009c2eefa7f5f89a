/**
 * The pages for users against the program: every code has a page, whose examples show it; every setting and option is described.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import {
  CATALOG_CODES,
  CONFIG_CODES,
  type ContextParts,
  contextOfDocument,
  createContext,
  diagnostics,
  openDocument,
  parseCatalogFile,
  parseConfigFile,
  parsePolicyFile,
  parseRequest,
  parseRolesFile,
  propertiesProblems,
  RULES,
  type Rule,
  reportStatement,
  rolesProblems,
  STOCK_PROFILE,
} from "../../../server/src/language/index";
import { PROFILE_KEYS } from "../../../server/src/language/permissions/profile";
import { readManifest, settingsOf } from "../../support/manifest";
import { checkedOutcome } from "./checkCli";

const FOLDER = join("docs", "diagnostics");
const PAGES = readdirSync(FOLDER).map((name) => name.replace(/\.md$/, ""));
const CODES = [...RULES.map(({ code }) => code), ...Object.keys(CONFIG_CODES), ...Object.keys(CATALOG_CODES)];

interface Example {
  readonly language: string;
  readonly text: string;
}

/** The examples under a heading, up to its first words. */
function examplesOf(page: string, heading: string): readonly Example[] {
  const blocks = new RegExp(`^## ${heading}\\n((?:\\n\`\`\`\\w+\\n[^]*?\\n\`\`\`\\n)+)`, "m").exec(page)?.[1] ?? "";
  return [...blocks.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)].map(([, language = "", text = ""]) => ({ language, text }));
}

/** Without which an example of a page would be fine. */
const GIVEN: Readonly<Record<string, Pick<ContextParts, "cluster" | "endpoint">>> = {
  "input-source-security": { cluster: [{ inputSourceSecurity: true }] },
  "set-over-jdbc": { endpoint: "jdbc" },
  "union-all": { cluster: [{ druidVersion: "33" }] },
};

type Said = Pick<Rule, "code" | "severity">;

function findingsIn(example: Example, code: string): readonly Said[] {
  if (code.startsWith("catalog-")) return parseCatalogFile(example.text, "druid-catalog.json").problems;
  if (code.startsWith("config-")) return parseConfigFile(example.text, "druid-sql.jsonc").problems;
  if (code === "iam-policy") return parsePolicyFile(example.text, "policy.json").problems;
  if (example.language === "json") return rolesFindingsIn(example.text, code);
  if (example.language === "properties") return [...propertiesProblems([{ name: "a", text: example.text }], []).values()].flat();
  const given = createContext({ mode: "request", ...GIVEN[code] });
  // A page may say in a comment which version and endpoint it is about.
  const document = openDocument(example.text, { ...given.grammar, mode: "document" });
  const context = contextOfDocument(given, document);
  if (code.includes("suppression")) return diagnostics(context, document);
  const { errors, warnings } = reportStatement(context, { start: 0, statement: parseRequest(example.text, context.grammar) });
  return [...errors, ...warnings];
}

/** Remarks that are no faults may stand on the example of another page. */
function rolesFindingsIn(text: string, code: string): readonly Said[] {
  const found = rolesProblems(parseRolesFile(text, "roles.json"));
  return found.filter((problem) => problem.code === code || problem.severity !== "information");
}

describe("diagnostics", () => {
  test("every code has a page, every page a code", () => assert.deepEqual([...PAGES].sort(), [...new Set(CODES)].sort()));
  for (const code of PAGES) {
    test(code, () => {
      const page = readFileSync(join(FOLDER, `${code}.md`), "utf8");
      assert.ok(page.startsWith(`# ${code}\n\n`));
      // What is wrong with a configuration file is an error always.
      const usual = RULES.find((each) => each.code === code)?.severity ?? "error";
      for (const wrong of code === "roles-cluster" ? [] : examplesOf(page, "Wrong")) {
        const found = findingsIn(wrong, code);
        const severities = found.filter((finding) => finding.code === code).map(({ severity }) => severity);
        assert.ok(severities.length > 0, `the wrong example has ${found.map((finding) => finding.code).join(", ") || "nothing"}`);
        assert.ok(severities.includes(usual), `it is of severity ${severities.join(", ")}`);
      }
      for (const right of examplesOf(page, "Right")) assert.deepEqual(findingsIn(right, code), []);
    });
  }
});

describe("settings", () => {
  const page = readFileSync(join("docs", "settings.md"), "utf8");
  for (const [name, { properties = {} }] of Object.entries(settingsOf(readManifest()))) {
    test(name, () => assert.ok(page.includes(`\n| \`${name}\` |`)));
    for (const key of Object.keys(properties)) test(`${name}: ${key}`, () => assert.ok(page.includes(`\n| \`${key}\` |`)));
  }
  test("every key of the profile", () => {
    for (const key of [...PROFILE_KEYS, ...Object.keys(STOCK_PROFILE)]) assert.ok(page.includes(`\n| \`${key}\``), key);
  });
});

describe("the command line", () => {
  const page = readFileSync(join("docs", "cli.md"), "utf8");
  for (const command of ["check", "needs", "batch", "lsp"]) {
    test(`every option of ${command}`, async () => {
      const { output } = await checkedOutcome({ run: `${command} --help` });
      for (const [option] of output.matchAll(/--[a-z][a-z-]*/g)) assert.ok(page.includes(option), option);
    });
  }
});

describe("answers for a workspace", () => {
  const page = readFileSync(join("docs", "workspace-answers.md"), "utf8");
  for (const command of ["who", ...["show", "lint", "unused", "least", "who", "what-if"].map((name) => `roles ${name}`)]) {
    test(`every option of ${command}`, async () => {
      const { output } = await checkedOutcome({ run: `${command} --help` });
      for (const [option] of output.matchAll(/--[a-z][a-z-]*/g)) assert.ok(page.includes(option), option);
      assert.ok(page.includes(`druid-sql ${command}`));
    });
  }
});

describe("links", () => {
  const pages = ["docs", FOLDER].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name)),
  );
  for (const path of [...pages, join("examples", "README.md")]) {
    test(path, () => {
      const text = readFileSync(path, "utf8").replace(/^```[\s\S]*?^```/gm, "");
      for (const [, target] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
        if (target === undefined || /^https?:/.test(target)) continue;
        assert.ok(existsSync(join(dirname(path), target)), `${path}: ${target}`);
      }
    });
  }
});
