/**
 * The index of a workspace by example: which needs it knows under which roles file, after what has happened to the files.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { CancellationTokenSource } from "vscode-languageserver/node";
import { createNodeHost } from "../../../server/src/entries/nodeHost";
import { createCatalogFiles } from "../../../server/src/lsp/catalogFiles";
import { createConfigFiles } from "../../../server/src/lsp/configFiles";
import { readSettings } from "../../../server/src/lsp/configuration";
import { createContexts } from "../../../server/src/lsp/contexts";
import { createDocuments, type Documents } from "../../../server/src/lsp/documents";
import { createPolicyFiles } from "../../../server/src/lsp/policyFiles";
import { createPropertiesFiles } from "../../../server/src/lsp/propertiesFiles";
import { createRolesFiles, type RolesFiles } from "../../../server/src/lsp/rolesFiles";
import { createWorkspaceIndex, type WorkspaceIndex, type WorkspaceSurvey } from "../../../server/src/lsp/workspaceIndex";
import { createMemoryHost, type MemoryHost } from "../../support/memoryHost";

const ROLES = '{"roles": {}}';
const TEAM = "file:///team/druid-roles.json";

interface Given {
  /** By path below `file:///`. */
  readonly files: Readonly<Record<string, string>>;
  readonly folders?: readonly string[];
  readonly settings?: object;
  readonly wanted?: boolean;
}

interface World {
  readonly host: MemoryHost;
  readonly documents: Documents;
  readonly rolesFiles: RolesFiles;
  readonly index: WorkspaceIndex;
  readonly end: () => void;
  /** What was logged, and how often the index said that something is different. */
  readonly log: readonly string[];
  readonly changes: () => number;
  /** The needs under a roles file, once everything is read: `a.sql: READ wiki, WRITE w`. */
  readonly needs: (roles?: string) => Promise<readonly string[]>;
}

function worldOf({ files, folders = ["file:///team"], settings = {}, wanted = true }: Given): World {
  const host = createMemoryHost(Object.fromEntries(Object.entries(files).map(([path, text]) => [`file:///${path}`, text])));
  const messages: string[] = [];
  const log = { error: (message: string) => void messages.push(message), info: () => undefined };
  const documents = createDocuments();
  let changes = 0;
  const changed = (): void => {
    contexts.clear();
    index.reconsider();
  };
  const rolesFiles = createRolesFiles({ host, documents, log, changed });
  const configFiles = createConfigFiles({ host, documents, changed, tell: () => undefined });
  const contexts = createContexts({
    rolesFiles,
    propertiesFiles: createPropertiesFiles({ host, documents, changed }),
    policyFiles: createPolicyFiles({ host, documents, changed }),
    catalogFiles: createCatalogFiles({ host, documents, tell: () => undefined, came: changed }),
    settingsOf: (uri) => configFiles.complete(uri, readSettings(settings), folders),
    named: () => undefined,
    folders: () => folders,
    link: (label) => label,
  });
  const index = createWorkspaceIndex({
    host,
    documents,
    contexts,
    log,
    folders: () => folders,
    isWanted: () => wanted,
    began: () => undefined,
    changed: () => {
      changes++;
    },
  });
  return {
    host,
    documents,
    rolesFiles,
    index,
    end: () => {
      index.end();
      rolesFiles.retain(new Set());
      configFiles.clear();
    },
    log: messages,
    changes: () => changes,
    needs: async (roles = TEAM) => needsIn(await index.read(roles)),
  };
}

function needsIn({ files }: WorkspaceSurvey): readonly string[] {
  return files.map(({ uri, statements }) => {
    const needs = statements.flatMap((each) => each.needs.filter(({ phase }) => phase === "submit"));
    return `${uri.split("/").at(-1)}: ${needs.map(({ action, name }) => `${action} ${name}`).join(", ")}`;
  });
}

/** Runs a case; the index logs nothing and ends. */
function world(name: string, given: Given, run: (world: World) => Promise<void>): void {
  test(name, async () => {
    const made = worldOf(given);
    try {
      await run(made);
    } finally {
      made.end();
    }
    assert.deepEqual(made.log, []);
  });
}

const TWO = { "team/druid-roles.json": ROLES, "team/b.sql": "SELECT * FROM wiki", "team/etl/a.SQL": "SELECT * FROM rides; SELECT 1" };

world("nothing is read before somebody asks", { files: TWO }, async ({ host, index, documents }) => {
  documents.open("file:///team/c.sql", "sql", 1, "SELECT 1");
  index.touched("file:///team/c.sql");
  index.reconsider();
  index.relist();
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.deepEqual(host.asked, []);
  assert.equal(index.peek(TEAM).state, "reading");
});

world("all SQL files below the folders, in order", { files: TWO }, async ({ needs, index }) => {
  assert.deepEqual(await needs(), ["b.sql: READ wiki", "a.SQL: READ rides"]);
  assert.equal(index.peek(TEAM).state, "complete");
  assert.equal(index.peek(TEAM), index.peek(TEAM));
});

world(
  "the nearest roles file governs; other folders and other people's files do not count",
  {
    files: {
      ...TWO,
      "team/etl/druid-roles.jsonc": ROLES,
      "team/node_modules/x.sql": "SELECT * FROM no",
      "team/.git/x.sql": "SELECT * FROM no",
      "team/notes.txt": "SELECT * FROM no",
      "elsewhere/x.sql": "SELECT * FROM no",
    },
  },
  async ({ needs, index }) => {
    assert.deepEqual(await needs(), ["b.sql: READ wiki"]);
    assert.deepEqual(await needs("file:///team/etl/druid-roles.jsonc"), ["a.SQL: READ rides"]);
    assert.deepEqual(
      (await index.readAll()).map(({ roles }) => roles),
      [TEAM, "file:///team/etl/druid-roles.jsonc"],
    );
  },
);

world("what is open counts as it is in the editor", { files: TWO }, async ({ needs, index, documents }) => {
  documents.open("file:///team/b.sql", "sql", 1, "SELECT * FROM edited");
  documents.open("file:///team/new.sql", "sql", 1, "SELECT * FROM fresh");
  assert.deepEqual(await needs(), ["b.sql: READ edited", "a.SQL: READ rides"]);
  index.touched("file:///team/new.sql");
  assert.deepEqual(await needs(), ["b.sql: READ edited", "a.SQL: READ rides", "new.sql: READ fresh"]);
  documents.change("file:///team/b.sql", 2, [{ text: "SELECT * FROM again" }]);
  index.touched("file:///team/b.sql");
  documents.close("file:///team/new.sql");
  index.touched("file:///team/new.sql");
  assert.deepEqual(await needs(), ["b.sql: READ again", "a.SQL: READ rides"]);
});

world("who knows a file does not wait for its edits", { files: TWO }, async ({ needs, index, documents }) => {
  const named = async (known?: string): Promise<readonly string[]> =>
    (await index.readAll(undefined, known)).flatMap(({ survey }) =>
      survey.statements.flatMap(({ needs }) => needs.map(({ name }) => name)),
    );
  await needs();
  documents.open("file:///team/b.sql", "sql", 1, "SELECT * FROM edited");
  index.touched("file:///team/b.sql");
  assert.deepEqual(await named("file:///team/b.sql"), ["wiki", "rides"]);
  assert.deepEqual(await named("file:///team/etl/a.SQL"), ["edited", "rides"]);
  index.touched("file:///team/b.sql");
  index.touched("file:///team/etl/a.SQL");
  documents.open("file:///team/etl/a.SQL", "sql", 1, "SELECT * FROM other");
  assert.deepEqual(await named("file:///team/b.sql"), ["edited", "other"]);
});

world("a file in which somebody types is looked at once they rest", { files: TWO }, async ({ needs, index, documents, changes }) => {
  await needs();
  documents.open("file:///team/b.sql", "sql", 1, "SELECT * FROM edited");
  index.touched("file:///team/b.sql");
  // Every completion says that the workspace is wanted.
  index.start();
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.deepEqual(needsIn(index.peek(TEAM)), ["b.sql: READ wiki", "a.SQL: READ rides"]);
  assert.equal(changes(), 1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.deepEqual(needsIn(index.peek(TEAM)), ["b.sql: READ edited", "a.SQL: READ rides"]);
  assert.equal(changes(), 2);
});

world("files change, come and go on disk; the others are not read again", { files: TWO }, async ({ needs, index, host }) => {
  await needs();
  host.write("file:///team/b.sql", "SELECT * FROM other");
  host.write("file:///team/etl/a.SQL", undefined);
  host.write("file:///team/c.sql", "SELECT * FROM added");
  const before = host.asked.length;
  for (const uri of ["file:///team/b.sql", "file:///team/etl/a.SQL", "file:///team/c.sql"]) index.touched(uri);
  assert.deepEqual(await needs(), ["b.sql: READ other", "c.sql: READ added"]);
  assert.equal(host.asked.slice(before).length, 3);
});

world("a roles file that says something else about the cluster", { files: TWO }, async ({ needs, index, host, changes }) => {
  await needs();
  const [before] = index.peek(TEAM).files;
  host.write(TEAM, '{"roles": {"r": []}}');
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(index.peek(TEAM).files[0], before, "grants are no reason to read files again");
  assert.equal(changes(), 1);
  host.write(TEAM, '{"cluster": {"druidVersion": "30"}, "roles": {}}');
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(index.peek(TEAM).files[0]?.statements[0]?.profile.druidVersion, 30);
});

world("a roles file that comes takes over what it governs", { files: { "team/b.sql": "SELECT * FROM wiki" } }, async (given) => {
  assert.deepEqual(await given.needs(), []);
  given.host.write(TEAM, ROLES);
  await given.rolesFiles.touched(TEAM);
  assert.deepEqual(await given.needs(), ["b.sql: READ wiki"]);
});

world("files are left alone where checks are off", { files: TWO, settings: { enable: "off" } }, async ({ needs }) => {
  assert.deepEqual(await needs(), []);
});

world(
  "a configuration file leaves files out, and states what some are written for",
  {
    files: {
      ...TWO,
      "team/druid-sql.jsonc": '{"exclude": ["b.sql"], "overrides": [{"files": ["etl/**"], "cluster": {"druidVersion": "30"}}]}',
      "team/c.sql": "SELECT 1",
    },
  },
  async ({ index, host, needs }) => {
    const { files } = await index.read(TEAM);
    assert.deepEqual(
      files.map(({ uri, statements }) => [uri.split("/").at(-1), statements[0]?.profile.druidVersion]),
      [
        ["c.sql", 38],
        ["a.SQL", 30],
      ],
    );
    host.write("file:///team/druid-sql.jsonc", "{}");
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(await needs(), ["b.sql: READ wiki", "c.sql: ", "a.SQL: READ rides"]);
  },
);

world("without a folder the workspace is never known as a whole", { files: TWO, folders: [] }, async ({ needs, index }) => {
  assert.deepEqual(await needs(), []);
  assert.equal(index.peek(TEAM).state, "partial");
  assert.match(index.peek(TEAM).left ?? "", /^No folder is open/);
});

world("a file that is too large makes the answer partial", { files: { ...TWO, "team/x.sql": " ".repeat(16_000_001) } }, async (given) => {
  assert.deepEqual(await given.needs(), ["b.sql: READ wiki", "a.SQL: READ rides"]);
  assert.deepEqual(
    [given.index.peek(TEAM).state, given.index.peek(TEAM).left],
    ["partial", "file:///team/x.sql has more than 16 million characters."],
  );
});

const MANY = Object.fromEntries(Array.from({ length: 300 }, (_, each) => [`team/${each}.sql`, "SELECT * FROM wiki; ".repeat(50)]));

world(
  "who gives up gets what there is, and reading ends",
  { files: { ...TWO, ...MANY }, wanted: false },
  async ({ index, host, needs }) => {
    const source = new CancellationTokenSource();
    const answer = index.read(TEAM, source.token);
    setTimeout(() => source.cancel(), 1);
    assert.equal((await answer).state, "reading");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const asked = host.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.equal(host.asked.length, asked);
    assert.equal((await needs()).length, 302);
  },
);

world("other work gets its turn while it reads", { files: { ...TWO, ...MANY } }, async ({ index }) => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await index.read(TEAM);
  clearInterval(timer);
  assert.ok(turns > 1, `${turns} turns`);
});

test("folders of a disk", async () => {
  const folder = mkdtempSync(join(tmpdir(), "druid-sql-"));
  try {
    mkdirSync(join(folder, "a b"));
    writeFileSync(join(folder, "x.sql"), "");
    symlinkSync(join(folder, "x.sql"), join(folder, "y.sql"));
    symlinkSync(folder, join(folder, "circle"));
    symlinkSync(join(folder, "nowhere"), join(folder, "z.sql"));
    const host = createNodeHost();
    assert.deepEqual(await host.list(pathToFileURL(folder).href), [
      { name: "a b", kind: "folder" },
      { name: "circle", kind: "other" },
      { name: "x.sql", kind: "file" },
      { name: "y.sql", kind: "file" },
      { name: "z.sql", kind: "other" },
    ]);
    assert.deepEqual(await host.list(`${pathToFileURL(folder).href}/none`), []);
    assert.deepEqual(await host.list("untitled:a"), []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
