/**
 * The commands `check` and `needs`: which files and roles are found, what is said, how the run ends.
 */
import { describe, test } from "node:test";
import { checkCli } from "./checkCli";

const ROLES = JSON.stringify(
  {
    cluster: { druidVersion: "38", router: false },
    roles: {
      reader: [{ resource: { name: "wiki.*", type: "DATASOURCE" }, action: "READ" }],
      writer: [
        { resource: { name: "wiki.*", type: "DATASOURCE" }, action: "WRITE" },
        { resource: { name: "EXTERNAL", type: "EXTERNAL" }, action: "READ" },
      ],
      operator: [{ resource: { name: "STATE", type: "STATE" }, action: "READ" }],
    },
    users: { alice: ["reader", "writer"], bob: ["reader"] },
    groupMappings: [{ name: "eng", groupPattern: "*,ou=eng,dc=x", roles: ["operator"] }],
  },
  null,
  2,
);
const READ = "SELECT page FROM wikipedia";
const LOAD = "INSERT INTO wikipedia SELECT * FROM wiki_raw PARTITIONED BY DAY";
const files = (more: Record<string, string | Uint8Array>): Record<string, string | Uint8Array> => ({ "druid-roles.json": ROLES, ...more });

describe("verdicts", () => {
  test("allowed, with the role and the line", () =>
    checkCli({
      files: files({ "a.sql": READ }),
      run: "check a.sql --as user:bob",
      says: [
        "a.sql:1:1 SELECT — allowed",
        "✓ allowed",
        "READ DATASOURCE wikipedia",
        "role reader, druid-roles.json:8",
        "1 statement in 1 file as user:bob (druid-roles.json): 1 allowed",
      ],
    }));
  test("denied, on the very word", () =>
    checkCli({
      files: files({ "a.sql": LOAD }),
      run: "check a.sql --as user:bob",
      exit: 1,
      says: [
        "a.sql:1:1 INSERT — denied",
        "✗ denied    WRITE DATASOURCE wikipedia",
        "1 | INSERT INTO wikipedia SELECT",
        "|             ^^^^^^^^^\n",
        "Missing:\n  WRITE DATASOURCE wikipedia  (1 statement)",
      ],
    }));
  test("every endpoint, where that is asked", () =>
    checkCli({
      files: files({ "a.sql": LOAD }),
      run: "check a.sql --as user:bob --endpoints",
      exit: 1,
      says: [
        "- sql       POST /druid/v2/sql (native): no. INSERT operations are not supported",
        "> task      POST /druid/v2/sql/task (msq-task): denied (WRITE DATASOURCE wikipedia",
        'without a permission: 403 {"taskId":"forbidden"',
        "- statements POST /druid/v2/sql/statements (msq-task): denied",
      ],
    }));
  test("denied comes before allowed", () =>
    checkCli({ files: files({ "a.sql": LOAD }), run: "check a.sql --as user:bob", exit: 1, says: ["✗ denied", "✓ allowed"] }));
  test("the near miss with its place", () =>
    checkCli({
      files: files({ "a.sql": "SELECT * FROM Wikipedia" }),
      run: "check a.sql --as user:bob",
      exit: 1,
      says: ["✗ denied    READ DATASOURCE Wikipedia", "nearly:", /\(druid-roles\.json:\d+\)/],
    }));
  test("refused, with the error and without squiggles for permissions", () =>
    checkCli({
      files: files({ "a.sql": "INSERT INTO other SELECT * FROM wikipedia" }),
      run: "check a.sql --as user:bob",
      exit: 1,
      says: [
        "INSERT — refused: Druid answers 400 before it looks at permissions",
        "✗ error",
        "[missing-partitioned-by]",
        "✗ denied    WRITE DATASOURCE other",
      ],
      lacks: ["Missing:", "- follow"],
    }));
  test("a syntax error", () =>
    checkCli({
      files: files({ "a.sql": "SELECT FROM wikipedia" }),
      run: "check a.sql --as user:bob",
      exit: 1,
      says: ["refused", "[syntax-error]", "^"],
    }));
  test("unknown, by a template", () =>
    checkCli({
      files: files({ "a.sql": "SELECT * FROM {{ table }}" }),
      run: "check a.sql --as user:bob",
      says: ["SELECT — unknown", "? unknown", "[permission-unknown]", "FROM {{ table }}", "^^^^^^^^^^^", "1 unknown"],
    }));
  test("nothing is needed", () =>
    checkCli({
      files: files({ "a.sql": "SELECT 1" }),
      run: "check a.sql --as user:bob",
      says: ["SELECT — allowed", "no permission is needed"],
    }));
  test("filters", () =>
    checkCli({
      files: files({ "a.sql": "SELECT * FROM sys.segments" }),
      run: "check a.sql --as user:bob",
      says: ["allowed", "- filter", "sys.segments"],
    }));
  test("checked while it runs", () =>
    checkCli({
      files: files({ "a.sql": "SELECT * FROM sys.servers" }),
      run: "check a.sql --as user:bob",
      exit: 1,
      says: ["denied", "READ STATE STATE (checked while it runs)"],
    }));
  test("following and cancelling stand apart and do not deny", () =>
    checkCli({
      files: files({ "a.sql": LOAD }),
      run: "check a.sql --as role:writer --as role:reader",
      says: ["INSERT — allowed", "- follow    ✓ allowed READ DATASOURCE wikipedia", "- cancel    ✓ allowed WRITE DATASOURCE wikipedia"],
    }));
  test("a follow that is denied is information", () =>
    checkCli({
      files: files({ "a.sql": "INSERT INTO wikipedia SELECT 1 AS x PARTITIONED BY ALL" }),
      run: "check a.sql --as role:writer",
      says: ["INSERT — allowed", "- follow    ✗ denied READ DATASOURCE wikipedia"],
    }));
  test("it counts with --fail-on information", () =>
    checkCli({
      files: files({ "a.sql": "INSERT INTO wikipedia SELECT 1 AS x PARTITIONED BY ALL" }),
      run: "check a.sql --as role:writer --fail-on information",
      exit: 1,
      says: ["allowed"],
    }));
  test("a group of the user", () =>
    checkCli({
      files: files({ "a.sql": "SELECT * FROM sys.servers" }),
      run: ["check", "a.sql", "--as", "user:bob", "--member-of", "cn=x,ou=eng,dc=x", "--profile", "roleProvider=ldap"],
      says: ["allowed", "role operator"],
    }));
  test("an authorizer without roles needs no principal", () =>
    checkCli({
      files: files({ "a.sql": `${READ};\n${LOAD}` }),
      run: "check a.sql --profile authorizer=readOnly",
      exit: 1,
      says: ["SELECT — allowed", "by readOnly", "INSERT — denied"],
    }));
  test("a role that the file does not know", () =>
    checkCli({
      files: files({ "a.sql": READ }),
      run: "check a.sql --as role:raeder",
      exit: 1,
      says: ["druid-roles.json has no role raeder, so it grants nothing. Did you mean role:reader?"],
    }));
  test("a slip in the name of a user", () =>
    checkCli({ files: files({ "a.sql": READ }), run: "check a.sql --as user:Bob", exit: 1, says: ["Did you mean user:bob?", "denied"] }));
  test("a user that the file does not know is denied", () =>
    checkCli({
      files: files({ "a.sql": READ }),
      run: "check a.sql --as user:zoe",
      exit: 1,
      says: ["user:zoe is not in druid-roles.json, so has no roles.\n", "denied"],
    }));
});

describe("the end of a run", () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ["SELECT * FROM {{ t }}", "", 0],
    ["SELECT * FROM {{ t }}", "--strict", 1],
    ["SELECT * FROM {{ t }}", "--fail-on information", 1],
    ["SELECT * FROM {{ t }}", "--fail-on warning", 0],
    [LOAD, "--fail-on never", 0],
    ["SELECT FROM", "--fail-on never", 0],
    ["SELECT * FROM {{ t }}", "--strict --fail-on never", 0],
    [`-- druid-sql-ignore permission-denied: by hand\n${LOAD}`, "", 0],
    [`-- druid-sql-ignore permission-denied: by hand\n${LOAD}`, "--no-inline-config", 1],
  ];
  for (const [sql, options, exit] of cases) {
    test(`${exit}: ${sql.replace("\n", " ")} ${options}`, () =>
      checkCli({ files: files({ "a.sql": sql }), run: `check a.sql --as user:bob ${options}`, exit }));
  }
  test("a silenced denial is still called denied", () =>
    checkCli({
      files: files({ "a.sql": `-- druid-sql-ignore permission-denied: by hand\n${LOAD}` }),
      run: "check a.sql --as user:bob",
      says: ["denied (silenced)"],
      lacks: ["Missing:"],
    }));
  test("what Druid refuses and somebody silenced is called so", () =>
    checkCli({
      files: files({ "a.sql": "-- druid-sql-ignore null-order: for later\nSELECT a FROM wikipedia ORDER BY a NULLS LAST" }),
      run: "check a.sql --as user:bob",
      says: ["refused", "is not supported! (silenced)"],
    }));
  test("or has count as less", () =>
    checkCli({
      files: files({
        "a.sql": "SELECT a FROM wikipedia ORDER BY a NULLS LAST",
        "druid-sql.jsonc": '{"severity": {"null-order": "warning"}}',
      }),
      run: "check a.sql --as user:bob",
      says: ["is not supported! (counts as warning)"],
    }));
  test("--quiet leaves out what is fine", () =>
    checkCli({
      files: files({ "a.sql": `${READ};\n${LOAD}` }),
      run: "check -q --as user:bob",
      exit: 1,
      says: ["a.sql:2:1 INSERT"],
      lacks: ["a.sql:1:1"],
    }));
});

describe("remarks on a roles file", () => {
  const roles = (action: string): string =>
    JSON.stringify({ roles: { r: [{ resource: { name: "wikipedia", type: "DATASOURCE" }, action }, SECURITY] }, users: { bob: ["r"] } });
  const SECURITY = { resource: { name: "security", type: "CONFIG" }, action: "WRITE" };
  const given = { "druid-roles.json": roles("READ"), "a.sql": READ };
  const remark = "[roles-grants-itself]";
  test("stand before the answers", () => checkCli({ files: given, run: "check --as user:bob", says: [remark, "a.sql:1:1"] }));
  test("are counted with --quiet", () =>
    checkCli({
      files: given,
      run: "check --quiet --as user:bob",
      says: ["druid-roles.json: 1 remark not shown; see druid-sql roles lint.\n"],
      lacks: [remark],
    }));
  test("but for those that make the run fail", () =>
    checkCli({ files: given, run: "check --quiet --fail-on information --as user:bob", exit: 1, says: [remark], lacks: ["not shown"] }));
  test("are nothing to those who ask what is needed", () => checkCli({ files: given, run: "needs", lacks: [remark, "not shown"] }));
  test("what is wrong is told to everybody", () => {
    const wrong = { ...given, "druid-roles.json": roles("REED") };
    for (const run of ["needs", "check --quiet --as user:bob --fail-on never"])
      checkCli({ files: wrong, run, says: ["[roles-action-unknown]"] });
  });
});

describe("files", () => {
  test("folders, in the order of names, without node_modules and .git", () =>
    checkCli({
      files: files({ "b.sql": READ, "a/z.SQL": READ, "a/b/c.sql": READ, "node_modules/x.sql": "(", ".git/y.sql": "(", "a.txt": "(" }),
      run: "check --as user:bob",
      says: ["a/b/c.sql:1:1", "a/z.SQL:1:1", "b.sql:1:1", "3 statements in 3 files"],
      lacks: ["x.sql", "y.sql"],
    }));
  test("a file that is named twice comes once", () =>
    checkCli({ files: files({ "a.sql": READ }), run: "check a.sql . a.sql --as user:bob", says: ["1 statement in 1 file"] }));
  test("standard input", () =>
    checkCli({ files: files({}), run: "check - --as user:bob", input: READ, says: ["<stdin>:1:1 SELECT — allowed"] }));
  test("standard input twice", () =>
    checkCli({ files: files({}), run: "check - - --as user:bob", exit: 2, complains: ["standard input (-) can be read once"] }));
  test("a path that leads to nothing; the others are checked", () =>
    checkCli({
      files: files({ "a.sql": READ }),
      run: "check nope.sql a.sql --as user:bob",
      exit: 2,
      says: ["a.sql:1:1 SELECT — allowed", "1 statement in 1 file, 1 not read"],
      complains: ["druid-sql: nope.sql: there is no such file or folder"],
    }));
  test("a folder without SQL", () =>
    checkCli({
      files: files({ "docs/a.md": "x" }),
      run: "check docs --as user:bob",
      exit: 2,
      says: ["0 statements"],
      complains: ["docs: there is no *.sql file"],
    }));
  test("a file that may not be read; the others are checked", () =>
    checkCli({
      files: files({ "a.sql": "UNREADABLE", "b.sql": READ }),
      run: "check --as user:bob",
      exit: 2,
      says: ["b.sql:1:1 SELECT — allowed"],
      complains: ["druid-sql: a.sql: permission denied"],
    }));
  test("a file on which the program fails; the others are checked", () =>
    checkCli({
      files: files({ "a.sql": "FAILING", "b.sql": READ }),
      run: "check --as user:bob",
      exit: 2,
      says: ["b.sql:1:1 SELECT — allowed"],
      complains: ["a.sql", "this is a defect of druid-sql: the disk is on fire"],
    }));
  test("a byte order mark and CRLF", () =>
    checkCli({
      files: files({ "a.sql": `\ufeff${READ};\r\n\r\nSELECT *\r\nFROM secret\r\n` }),
      run: "check a.sql --as user:bob",
      exit: 1,
      says: ["a.sql:1:1 SELECT — allowed", "a.sql:3:1 SELECT — denied", "        4 | FROM secret\n            |      ^^^^^^\n"],
    }));
  test("UTF-16", () =>
    checkCli({
      files: files({ "a.sql": new Uint8Array([0xff, 0xfe, 83, 0]) }),
      run: "check a.sql --as user:bob",
      exit: 2,
      complains: ["a.sql: it is UTF-16; save it as UTF-8"],
    }));
  test("UTF-16 without a mark", () =>
    checkCli({
      files: files({ "a.sql": new Uint8Array([83, 0, 69, 0]) }),
      run: "check a.sql --as user:bob",
      exit: 2,
      complains: ["NUL characters"],
    }));
  test("Latin-1, with the line", () =>
    checkCli({
      files: files({ "a.sql": new Uint8Array([0x2d, 0x2d, 0x0a, 0x27, 0xe9, 0x27]) }),
      run: "check a.sql --as user:bob",
      exit: 2,
      complains: ["it is not UTF-8 (line 2)"],
    }));
  test("an empty file holds no statements", () =>
    checkCli({ files: files({ "a.sql": "-- nothing\n;\n" }), run: "check a.sql --as user:bob", says: ["0 statements in 1 file"] }));
  test("another dialect in a folder is left alone", () =>
    checkCli({
      files: { "pg.sql": "CREATE TABLE t (a int);", "druid.sql": LOAD },
      run: "check",
      says: ["druid.sql:1:1 INSERT — unknown", "1 statement left alone"],
      lacks: ["pg.sql"],
    }));
  test("a file that is named is Druid's", () =>
    checkCli({ files: { "pg.sql": "SELECT a b c FROM t;" }, run: "check pg.sql", exit: 1, says: ["pg.sql:1:1", "refused"] }));
  test("unless another database's statement stands in it", () =>
    checkCli({
      files: { "pg.sql": "CREATE TABLE t (a int);\nSELECT a b c FROM t" },
      run: "check pg.sql",
      exit: 0,
      says: ["pg.sql:1:1 information", "other-dialect", "2 statements left alone"],
      lacks: ["refused", "pg.sql:2"],
    }));
  test("a comment leaves a file alone", () =>
    checkCli({
      files: { "a.sql": "-- druid-sql: enable=off\nSELECT a b c FROM t; SELECT a FROM t" },
      run: "check a.sql",
      exit: 0,
      says: ["2 statements left alone"],
      lacks: ["a.sql:2"],
    }));
  test("a comment cannot do that where comments say nothing", () =>
    checkCli({
      files: { "a.sql": "-- druid-sql: enable=off\nSELECT a b c FROM t" },
      run: "check a.sql --no-inline-config",
      exit: 1,
      says: ["a.sql:2:1", "refused"],
    }));
});

describe("roles files", () => {
  test("the nearest one counts", () =>
    checkCli({
      files: files({ "a/b.sql": READ, "a/druid-roles.jsonc": `// none\n{ "users": { "bob": [], }, }`, "c.sql": READ }),
      run: "check --as user:bob",
      exit: 1,
      says: ["a/b.sql:1:1 SELECT — denied", "c.sql:1:1 SELECT — allowed"],
    }));
  test("the search ends at the repository", () =>
    checkCli({
      files: { "repo/.git/HEAD": "", "repo/a.sql": READ, "druid-roles.json": ROLES },
      run: "check repo --as user:bob",
      exit: 2,
      complains: ["no roles file", "--roles FILE"],
    }));
  test("the search goes up to the repository, above the working folder", () =>
    checkCli({
      files: { "/.git/HEAD": "", "a.sql": READ, "/druid-roles.json": ROLES },
      run: "check --as user:bob",
      says: ["allowed", "../druid-roles.json:8"],
    }));
  test("without a repository it ends at the working folder", () =>
    checkCli({ files: { "a.sql": READ, "/druid-roles.json": ROLES }, run: "check --as user:bob", exit: 2, complains: ["no roles file"] }));
  test("--roles", () =>
    checkCli({
      files: { "a.sql": READ, "etc/r.json": ROLES },
      run: "check a.sql --roles etc/r.json --as user:bob",
      says: ["allowed", "etc/r.json:8"],
    }));
  test("--roles that is not there", () =>
    checkCli({
      files: { "a.sql": READ },
      run: "check a.sql --roles r.json --as user:bob",
      exit: 2,
      says: ["unknown"],
      complains: ["r.json: the roles file cannot be read: there is no such file"],
    }));
  test("broken JSON, with its place", () =>
    checkCli({
      files: { "a.sql": READ, "druid-roles.json": "not json" },
      run: "check a.sql --as user:bob",
      exit: 2,
      says: ["druid-roles.json:1:1 error", "[roles-syntax]", "a.sql:1:1 SELECT — unknown"],
    }));
  test("JSON that is broken in one place gives no verdicts, and does not end well", () =>
    checkCli({
      files: { "a.sql": `${READ};${LOAD}`, "druid-roles.json": ROLES.replace(/\}$/, "") },
      run: "check a.sql --as user:bob",
      exit: 2,
      says: ["error", "[roles-syntax]", "a.sql:1:1 SELECT — unknown", "druid-roles.json has errors, so what it grants is not known"],
      lacks: ["allowed\n", "denied\n"],
    }));
  test("a problem that leaves the rest readable counts as severe as it is", () =>
    checkCli({
      files: { "a.sql": READ, "druid-roles.json": ROLES.replace('"wiki.*"', '"*"') },
      run: "check a.sql --as role:operator",
      exit: 1,
      says: ["error", "[roles-pattern-invalid]", "a.sql:1:1 SELECT — denied"],
    }));
  test("the cluster counts, and the command line before it", async () => {
    const roles = ROLES.replace('"router": false', '"router": false, "inputSourceSecurity": true');
    const sql = `SELECT * FROM TABLE(EXTERN('{"type":"inline","data":"1"}', '{"type":"csv","columns":["x"]}')) EXTEND (x BIGINT)`;
    const tree = { "a.sql": sql, "druid-roles.json": roles };
    await checkCli({ files: tree, run: "check a.sql --as user:alice", exit: 1, says: ["READ EXTERNAL inline"] });
    await checkCli({
      files: tree,
      run: "check a.sql --as user:alice --profile inputSourceSecurity=false",
      says: ["READ EXTERNAL EXTERNAL"],
    });
  });
  test("a key of the cluster that nobody knows", () =>
    checkCli({
      files: { "a.sql": READ, "druid-roles.json": ROLES.replace("router", "rooter") },
      run: "check a.sql --as user:bob",
      exit: 2,
      says: [/druid-roles\.json:\d+:\d+ error/, "rooter"],
    }));
  test("a value of the cluster that cannot be read", () =>
    checkCli({
      files: { "a.sql": READ, "druid-roles.json": ROLES.replace('"router": false', '"inputSourceSecurity": "yes"') },
      run: "check a.sql --as user:bob --fail-on never",
      exit: 2,
      says: ["error", "inputSourceSecurity must be true or false"],
    }));
  test("a version of the cluster from the future counts as the newest", () =>
    checkCli({
      files: { "a.sql": READ, "druid-roles.json": ROLES.replace('"router": false', '"router": false, "druidVersion": "52"') },
      run: "check a.sql --as user:bob",
      says: ["warning", "Druid 52 is newer", "allowed"],
    }));
});

describe("wrong usage", () => {
  test("nobody is asked about: who there is", () =>
    checkCli({
      files: files({ "a.sql": READ }),
      run: "check a.sql",
      exit: 2,
      complains: [
        "--as user:NAME",
        "druid-roles.json knows",
        "users   alice, bob",
        "roles   reader, writer, operator",
        "groups  eng",
        "druid-sql check a.sql --as user:alice",
        "druid-sql needs a.sql",
      ],
    }));
  test("without roles and without --as: needs, and verdicts that are not known", () =>
    checkCli({
      files: { "a.sql": READ },
      run: "check a.sql",
      says: ["SELECT — unknown", "READ DATASOURCE wikipedia", "No roles file, so verdicts are unknown"],
    }));
  test("the same with --strict", () => checkCli({ files: { "a.sql": READ }, run: "check a.sql --strict", exit: 1, says: ["unknown"] }));
  const cases: readonly (readonly [string, string | RegExp])[] = [
    ["check --as bob", '"bob" is no principal; write user:NAME, role:NAME or groups:DN'],
    ["check --member-of cn=x", "--member-of belongs to a user"],
    ["check --as role:a --member-of cn=x", "--member-of belongs to a user"],
    ["check --format xml", "Allowed choices are text, json"],
    ["check --fail-on always", "Allowed choices are error, warning, information, never"],
    ["check --endpoint http", "Allowed choices are auto, sql, task, statements, jdbc, dart"],
    ["check --profile router", '--profile takes key=value, not "router"'],
    ["check --profile rooter=true", "rooter is not known"],
    ["check --profile __proto__=true", "__proto__ is not known"],
    ['check --profile __proto__={"router":false}', "__proto__ is not known"],
    ["check --profile router=maybe", "router must be true or false"],
    ["check --druid-version new", "--druid-version takes a version such as 24 to 38"],
    ["check --nope", "unknown option '--nope'"],
    ["chekc", "Did you mean check?"],
    ["batch x", "too many arguments"],
    ["lsp", "required option '--stdio' not specified"],
  ];
  for (const [run, complaint] of cases)
    test(run, () => checkCli({ files: files({ "a.sql": READ }), run, exit: 2, complains: [complaint] }));
  test("a version from the future is said to be taken as the newest", () =>
    checkCli({
      files: files({ "a.sql": READ }),
      run: "check --as user:bob --druid-version 52",
      says: ["allowed"],
      complains: ["Druid 52 is newer"],
    }));
});

describe("needs", () => {
  test("lists, and judges nobody", () =>
    checkCli({
      files: files({ "a.sql": LOAD }),
      run: "needs a.sql",
      says: [
        "a.sql:1:1 INSERT\n",
        "- needs     WRITE DATASOURCE wikipedia",
        "- needs     READ DATASOURCE wiki_raw",
        "- follow    READ DATASOURCE wikipedia",
        "1 statement in 1 file\n",
      ],
      lacks: ["allowed", "denied"],
    }));
  test("ends well although Druid refuses the statement", () =>
    checkCli({ files: { "a.sql": "SELECT FROM" }, run: "needs a.sql", says: ["[syntax-error]"] }));
  test("and not so with --fail-on error", () =>
    checkCli({ files: { "a.sql": "SELECT FROM" }, run: "needs a.sql --fail-on error", exit: 1, says: ["[syntax-error]"] }));
  test("a key of the request's context that means something to JavaScript", () =>
    checkCli({
      files: { "a.sql": "SELECT 1" },
      run: 'needs a.sql --profile authorizeQueryContext=true --profile router=false --context __proto__={"priority":5}',
      says: ["WRITE QUERY_CONTEXT __proto__"],
      lacks: ["priority"],
    }));
  test("a key of the request's context", () =>
    checkCli({
      files: { "a.sql": "SELECT 1" },
      run: "needs a.sql --profile authorizeQueryContext=true --profile router=false --context priority=5",
      says: ["WRITE QUERY_CONTEXT priority"],
    }));
  test("the endpoint", async () => {
    await checkCli({ files: { "a.sql": READ }, run: "needs a.sql --endpoint task", says: ["- follow    READ DATASOURCE __query_select"] });
    await checkCli({ files: { "a.sql": READ }, run: "needs a.sql --endpoint sql", lacks: ["__query_select"] });
  });
});

describe("colours", () => {
  const run = "check a.sql --as user:bob";
  const tree = files({ "a.sql": READ });
  const colored = "\u001b[32m";
  test("none in a pipe", () => checkCli({ files: tree, run, says: ["allowed"], lacks: ["\u001b"] }));
  test("on a terminal", () => checkCli({ files: tree, run, terminal: 80, says: [colored] }));
  test("not with NO_COLOR", () => checkCli({ files: tree, run, terminal: 80, environment: { NO_COLOR: "1" }, lacks: ["\u001b"] }));
  test("not on a dumb terminal", () => checkCli({ files: tree, run, terminal: 80, environment: { TERM: "dumb" }, lacks: ["\u001b"] }));
  test("with FORCE_COLOR, in a pipe too", () =>
    checkCli({ files: tree, run, environment: { FORCE_COLOR: "1", NO_COLOR: "1" }, says: [colored] }));
  test("not with --no-color, whatever else", () =>
    checkCli({ files: tree, run: `${run} --no-color`, terminal: 80, environment: { FORCE_COLOR: "1" }, lacks: ["\u001b"] }));
});

describe("help and version", () => {
  test("--version", () => checkCli({ run: "--version", exactly: "1.2.3\n" }));
  for (const run of ["help", "-h"]) test(run, () => checkCli({ run, says: ["Usage: druid-sql [options]"] }));
  for (const run of ["help check", "check -h"]) test(run, () => checkCli({ run, says: ["Usage: druid-sql check"] }));
  test("--help", () => checkCli({ run: "--help", says: ["Usage: druid-sql", "check", "needs", "batch", "lsp", "Examples:"] }));
  for (const command of ["check", "needs", "batch", "lsp"]) {
    test(`${command} --help`, () => checkCli({ run: `${command} --help`, says: [`Usage: druid-sql ${command}`, /Examples?:\n {2}/] }));
  }
  test("nothing at all", () => checkCli({ run: "", exit: 2, complains: ["Usage: druid-sql"] }));
  test("lsp", () => checkCli({ run: "lsp --stdio", exactly: "language server\n" }));
});

describe("a report in a file", () => {
  const here = files({ "a.sql": READ });
  test("it is written, without colours", () =>
    checkCli({
      files: here,
      run: "check a.sql --as user:bob --output out/report.txt",
      terminal: 80,
      exactly: "",
      writes: { "out/report.txt": ["a.sql:1:1 SELECT — allowed", "1 allowed"] },
    }));
  test("JSON", () =>
    checkCli({ files: here, run: "needs a.sql --format json -o r.json", exactly: "", writes: { "r.json": ['{"version":1,', "]}\n"] } }));
  test("it may not be written", () =>
    checkCli({
      files: here,
      run: "check a.sql --as user:bob --output LOCKED.txt",
      exit: 2,
      exactly: "",
      complains: ["druid-sql: LOCKED.txt: the report cannot be written: permission denied"],
    }));
  test("it cannot be written to its end", () =>
    checkCli({
      files: here,
      run: "check a.sql --as user:bob --output FULL.txt",
      exit: 2,
      complains: ["druid-sql: FULL.txt: the report cannot be written: there is no space left"],
    }));
});

describe("an authorizer that asks no roles", () => {
  const files = { "b.sql": "INSERT INTO b SELECT * FROM a PARTITIONED BY DAY" };
  test("allows everything, without a roles file and whoever asks", async () => {
    const run = "check b.sql --profile authorizer=allowAll";
    await checkCli({ files, run, says: ["INSERT — allowed", "✓ allowed   WRITE DATASOURCE b by allowAll"], lacks: ["No roles file"] });
    await checkCli({ files, run: `${run} --as user:x --format json`, says: ['"verdict":"allowed","by":{"role":"allowAll"}'] });
  });
  test("readOnly denies what writes", () =>
    checkCli({
      files,
      run: "check b.sql --profile authorizer=readOnly",
      exit: 1,
      says: ["✗ denied    WRITE DATASOURCE b", "✓ allowed   READ"],
    }));
  test("in one of several environments", () =>
    checkCli({
      files: {
        ...files,
        "prod.json": '{"roles": {}, "users": {"x": []}}',
        "druid-sql.json": '{"environments": {"dev": {"cluster": {"authorizer": "allowAll"}}, "prod": {"roles": "prod.json"}}}',
      },
      run: "check b.sql --environment all --as user:x",
      exit: 1,
      says: ["as user:x in dev: 1 allowed", "as user:x in prod: 1 denied"],
    }));
  test("needs lists, whatever is allowed", () =>
    checkCli({ files, run: "needs b.sql --profile authorizer=allowAll", says: ["- needs     WRITE DATASOURCE b"], lacks: ["allowed"] }));
});
