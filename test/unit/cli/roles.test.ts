/**
 * The commands `who` and `roles …`: what they say to people, and how the run ends.
 */
import { describe, test } from "node:test";
import { checkCli } from "./checkCli";

const ROLES = `{
  "cluster": { "druidVersion": "38", "router": false },
  "roles": {
    "reader": [
      { "resource": { "name": "wiki", "type": "DATASOURCE" }, "action": "READ" },
      { "resource": { "name": "edits.*", "type": "DATASOURCE" }, "action": "READ" }
    ],
    "writer": [
      { "resource": { "name": "wiki", "type": "DATASOURCE" }, "action": "WRITE" },
      { "resource": { "name": "attic", "type": "DATASOURCE" }, "action": "WRITE" }
    ]
  },
  "users": { "alice": ["reader", "writer"], "bob": ["reader"], "ben": ["reader"], "carl": [] }
}
`;
const FILES = {
  "druid-roles.json": ROLES,
  "read.sql": "SELECT * FROM wiki;\n",
  "load.sql": "INSERT INTO wiki SELECT * FROM edits PARTITIONED BY DAY;\n",
};

describe("who", () => {
  test("a table, and below it what is missing", () =>
    checkCli({
      files: FILES,
      run: "who",
      exactly: `druid-roles.json: 4 principals, 2 files

          alice  bob, ben  carl
load.sql    ✓       ✗       ✗
read.sql    ✓       ✓       ✗

bob, ben lack
  ✗ load.sql
      WRITE DATASOURCE wiki

carl lacks
  ✗ load.sql
      READ DATASOURCE edits, WRITE DATASOURCE wiki
  ✗ read.sql
      READ DATASOURCE wiki

✓ may run it   ✗ may not
Where in the text, and who grants it: druid-sql check --as user:bob
`,
    }));
  test("the command that goes on asks about the same files and roles, in words that a shell takes", async () => {
    const roles = ROLES.replace('"bob"', '"o\'neil b"');
    await checkCli({
      files: { ...FILES, "druid-roles.json": roles },
      run: ["who", "load.sql", "--roles", "druid-roles.json"],
      says: ["druid-sql check --as 'user:o'\\''neil b' --roles druid-roles.json load.sql\n"],
    });
    await checkCli({
      files: FILES,
      run: "who --no-config --druid-version 30 --profile router=true --context a=1 --endpoint task --no-ignore --no-inline-config",
      says: [
        "--as user:bob --no-config --endpoint task --druid-version 30 --profile router=true --context a=1 --no-ignore --no-inline-config\n",
      ],
    });
    await checkCli({ files: FILES, run: "who --as user:alice", lacks: ["druid-sql"] });
    await checkCli({ files: FILES, run: "who - --as user:carl", input: "SELECT * FROM wiki", says: ["carl lacks"], lacks: ["druid-sql"] });
  });
  test("roles who is the same", () => checkCli({ files: FILES, run: "roles who", says: ["alice  bob, ben  carl", "✓       ✗       ✗"] }));
  test("by statement, with its line and first words", () =>
    checkCli({
      files: { ...FILES, "read.sql": "SELECT 1;\nSELECT a FROM wiki" },
      run: "who read.sql --by statement",
      says: [
        "4 principals, 2 statements",
        "read.sql:1 SELECT 1              ✓       ✓       ✓",
        "read.sql:2 SELECT a FROM wiki  ",
        "✗\n",
        "carl lacks\n  ✗ read.sql:2 SELECT a FROM wiki\n      READ DATASOURCE wiki",
      ],
    }));
  test("roles", () =>
    checkCli({
      files: FILES,
      run: "who --principals roles",
      says: ["role:reader  role:writer", "load.sql       ✗", "read.sql       ✓            ✗"],
    }));
  test("chosen people", () =>
    checkCli({ files: FILES, run: "who read.sql --as user:carl --as user:alice", says: ["2 principals", "carl  alice", "✗      ✓"] }));
  test("somebody with several roles", () =>
    checkCli({ files: FILES, run: "who --as role:reader --as role:writer", says: ["1 principal,", "load.sql", "✓\nread.sql", "✓"] }));
  test("roles where there are no users", () =>
    checkCli({
      files: { ...FILES, "druid-roles.json": '{ "roles": { "none": [] } }' },
      run: "who read.sql",
      says: ["role:none"],
    }));
  test("a file with a template, one that Druid refuses, one without statements", () =>
    checkCli({
      files: { ...FILES, "read.sql": "SELECT * FROM {{ t }}", "load.sql": "INSERT INTO wiki SELECT 1", "none.sql": "-- later" },
      run: "who --as user:alice",
      says: [
        "2 files",
        "load.sql    !",
        "read.sql    ?",
        "alice lacks\n  ? read.sql\n      A template makes this name",
        "? not known   ! Druid refuses it, whoever asks",
      ],
      lacks: ["none.sql"],
    }));
  test("numbers in place of names that do not fit", () =>
    checkCli({
      files: {
        "druid-roles.json": `{ "roles": { "a": [ { "resource": { "name": "wiki", "type": "DATASOURCE" }, "action": "READ" } ] },
          "users": { "somebody.with.a.long.name.one": ["a"], "somebody.with.a.long.name.two": [] } }`,
        "read.sql": FILES["read.sql"],
      },
      run: "who",
      says: ["          [1]  [2]\nread.sql   ✓    ✗\n\n[1] = somebody.with.a.long.name.one\n[2] = somebody.with.a.long.name.two\n"],
    }));
  test("columns side by side as far as they fit on the terminal", () =>
    checkCli({
      files: FILES,
      run: "who --no-color --principals all",
      terminal: 40,
      says: ["[1]  [2]  [3]  [4]\n", "[1] = alice\n[2] = bob, ben, role:reader\n"],
    }));
  test("several roles files, a table for each", () =>
    checkCli({
      files: { ...FILES, "team/druid-roles.json": '{ "users": { "tom": [] } }', "team/x.sql": "SELECT 1" },
      run: "who",
      says: ["druid-roles.json: 4 principals", "team/druid-roles.json: 1 principal, 1 file", "team/x.sql   ✓"],
    }));
  test("files above which there is no roles file are named", () =>
    checkCli({
      files: { "team/druid-roles.json": '{ "users": { "tom": [] } }', "team/x.sql": "SELECT 1", "y.sql": "SELECT 1" },
      run: "who",
      says: ["team/x.sql"],
      complains: ["without a roles file above, and left out: y.sql"],
    }));
  test("no roles file at all", () =>
    checkCli({
      files: { "a.sql": "SELECT 1" },
      run: "who",
      exit: 2,
      complains: ["no roles file, so nothing is known about anybody's permissions"],
    }));
  test("a roles file with errors", () =>
    checkCli({
      files: { ...FILES, "druid-roles.json": ROLES.slice(0, -5) },
      run: "who",
      exit: 2,
      complains: ["druid-roles.json has errors, so what it grants is not known; druid-sql roles lint says which"],
    }));
  test("nobody to ask about", () =>
    checkCli({
      files: { ...FILES, "druid-roles.json": "{}" },
      run: "who",
      complains: ["druid-roles.json holds no users and no roles to ask about"],
    }));
  test("a file that is not there", () => checkCli({ files: FILES, run: "who nope.sql", exit: 2, complains: ["nope.sql"] }));
  test("standard input", () =>
    checkCli({ files: FILES, run: "who - --as user:bob", input: "SELECT * FROM attic", says: ["✗ -\n      READ DATASOURCE attic"] }));
  test("another version", () =>
    checkCli({
      files: {
        "druid-roles.json": ROLES.replace('"wiki"', '"wiki "').replace('"druidVersion": "38", ', ""),
        "read.sql": FILES["read.sql"],
      },
      run: "who --as user:bob --druid-version 33",
      says: ["read.sql   ✓"],
    }));
  test("names cannot reach the terminal", () =>
    checkCli({
      files: { ...FILES, "read.sql": 'SELECT * FROM "a\u001b[31mb"' },
      run: "who read.sql --as user:bob",
      lacks: ["\u001b"],
      says: ["READ DATASOURCE a\ufffd[31mb"],
    }));
});

describe("roles show", () => {
  test("the roles file of a configuration, unless none is read", async () => {
    const files = { "druid-roles.json": ROLES, "x/r.json": '{"roles": {"lone": []}}', "x/c.json": '{"roles": "r.json"}' };
    await checkCli({ files, run: "roles show --config x/c.json", says: ["x/r.json: 1 role"] });
    await checkCli({ files: { ...files, "druid-sql.json": '{"roles": "x/r.json"}' }, run: "roles show", says: ["x/r.json: 1 role"] });
    await checkCli({
      files: { ...files, "druid-sql.json": '{"roles": "x/r.json"}' },
      run: "roles show --no-config",
      says: ["druid-roles.json: 2 roles"],
    });
  });
  test("roles, their permissions by number, who has them", () =>
    checkCli({
      files: FILES,
      run: "roles show",
      exactly: `druid-roles.json: 2 roles, 4 users

reader  (alice, bob, ben)
  1  READ   DATASOURCE  wiki
  2  READ   DATASOURCE  edits.*

writer  (alice)
  1  WRITE  DATASOURCE  wiki
  2  WRITE  DATASOURCE  attic
`,
    }));
  test("without SQL files, and from another place", () =>
    checkCli({
      files: { "x/r.json": '{ "roles": { "r": [] } }' },
      run: "roles show --roles x/r.json",
      says: ["x/r.json: 1 role, 0 users", "r  (nobody)"],
    }));
  test("an entry that is no usual grant", () =>
    checkCli({
      files: { "druid-roles.json": '{ "roles": { "r": [ { "resource": { "name": "*", "type": "DATASOURCE" }, "action": "READ" } ] } }' },
      run: "roles show",
      says: ["1  READ  DATASOURCE  *  not a usual grant: see roles lint"],
    }));
});

describe("roles lint", () => {
  test("problems of the file, and what the statements say, in the order of the file", () =>
    checkCli({
      files: FILES,
      run: "roles lint",
      says: [
        /druid-roles\.json:\d+:\d+ information .* \[roles-write-reads-all\]\n/,
        'druid-roles.json:10:7 information No statement needs what WRITE DATASOURCE "attic" of role writer matches. [roles-grant-unused]\n',
        "druid-roles.json:13:83 information User carl has no role, so runs only statements that need nothing. [roles-user-without-roles]\n",
        "3 remarks in 1 roles file, compared with 2 statements in 2 files.",
      ],
    }));
  test("fails from a severity on", () => checkCli({ files: FILES, run: "roles lint --fail-on information", exit: 1, says: ["3 remarks"] }));
  test("a roles file without SQL files beside it", () =>
    checkCli({
      files: { "druid-roles.json": ROLES },
      run: "roles lint",
      says: ["[roles-write-reads-all]", "1 remark in 1 roles file, without SQL files to compare with."],
    }));
  test("what Druid refuses is an error", () =>
    checkCli({
      files: { "druid-roles.json": ROLES.replace("edits.*", "*") },
      run: "roles lint",
      exit: 1,
      says: ["6:31 error Druid refuses this list", "[roles-pattern-invalid]"],
    }));
  test("a file that is not JSON throughout", () =>
    checkCli({
      files: { "druid-roles.json": ROLES.slice(0, -5), "a.sql": "SELECT 1" },
      run: "roles lint",
      exit: 2,
      says: ["[roles-syntax]"],
    }));
  test("nothing to remark", () =>
    checkCli({
      files: { "druid-roles.json": '{ "roles": {} }' },
      run: "roles lint",
      exactly: "Nothing to remark in 1 roles file, without SQL files to compare with.\n",
    }));
  const several = {
    "a/druid-roles.json": '{ "roles": { "r": [], "s": [] }, "users": { "alice": ["r", "s"], "bob": [], "eve": ["s"] } }',
    "b/druid-roles.json": `{ "roles": { "r": [], "s": [] }, "users": {
  "alice": ["s", "r"],
  "bob": ["r", "s"],
  "carl": ["s"]
} }`,
  };
  test("users whom the roles files of several folders define differently", () =>
    checkCli({
      files: { ...several, "a/a.sql": "SELECT 1", "b/b.sql": "SELECT 1" },
      run: "roles lint",
      says: [
        "b/druid-roles.json:3:3 information User bob has r, s here, and no role in a/druid-roles.json. [roles-user-differs]\n",
        "2 remarks in 2 roles files, compared with 2 statements in 2 files.",
      ],
      lacks: ["User alice has", "User carl has", "User eve has"],
    }));
  test("a comment says that the difference is meant", () =>
    checkCli({
      files: {
        ...several,
        "b/druid-roles.jsonc": several["b/druid-roles.json"].replace(
          '"s"],\n  "carl',
          '"s"], // druid-sql-ignore roles-user-differs: b only\n  "carl',
        ),
        "druid-sql.json": '{ "environments": { "dev": { "roles": "a/druid-roles.json" }, "prod": { "roles": "b/druid-roles.jsonc" } } }',
      },
      run: "roles lint --environment all",
      lacks: ["roles-user-differs"],
    }));
  test("in several environments", async () => {
    const files = {
      ...several,
      "q.sql": "SELECT 1",
      "druid-sql.json": '{ "environments": { "dev": { "roles": "a/druid-roles.json" }, "prod": { "roles": "b/druid-roles.json" } } }',
    };
    await checkCli({
      files,
      run: "roles lint --environment all",
      says: [
        "b/druid-roles.json:3:3 information User bob has r, s here, and no role in dev (a/druid-roles.json). [roles-user-differs]\n",
        "2 remarks in 2 roles files, compared with 1 statement in 1 file.",
      ],
    });
    await checkCli({ files, run: "roles lint --environment prod", lacks: ["roles-user-differs"], says: ["in 1 roles file,"] });
    await checkCli({
      files,
      run: "roles lint --environment dev --environment prod --fail-on information",
      exit: 1,
      says: ["User bob has"],
    });
    await checkCli({ files, run: "roles unused --environment all", exit: 2, complains: ["this is about the roles of one environment"] });
    await checkCli({
      files: { ...files, "druid-sql.json": files["druid-sql.json"].replace("b/druid", "c/druid") },
      run: "roles lint --environment all",
      exit: 2,
      says: ["in 1 roles file,"],
      complains: ["c/druid-roles.json"],
    });
  });
  test("as marks of GitHub", () =>
    checkCli({
      files: FILES,
      run: "roles lint --format github --fail-on information",
      exit: 1,
      says: [
        '::notice file=druid-roles.json,line=10,endLine=10,col=7,endColumn=82,title=roles-grant-unused::No statement needs what WRITE DATASOURCE "attic" of role writer matches.\n',
        "druid-sql: 3 notices in 1 file; 1 roles file checked.\n",
      ],
    }));
  test("as JUnit's XML, a suite for each roles file", async () => {
    const suite = '<testsuite name="druid-roles.json" tests="1" failures=';
    await checkCli({ files: FILES, run: "roles lint --format junit", says: [`${suite}"0"`, "[roles-grant-unused]"] });
    await checkCli({
      files: FILES,
      run: "roles lint --format junit --fail-on information",
      exit: 1,
      says: [`${suite}"1"`, "(and 2 more)"],
    });
  });
  test("a roles file of several environments is listed once, with what any of them says", () =>
    checkCli({
      files: {
        "r.json": '{ "roles": { "r": [] }, "users": { "bob": [] } }',
        "q.sql": "SELECT 1",
        "druid-sql.json": '{ "environments": { "dev": { "roles": "r.json" }, "prod": { "roles": "r.json" } } }',
      },
      run: "roles lint --environment all --format github",
      says: ["druid-sql: 2 notices in 1 file; 1 roles file checked.\n"],
      complains: ["have the same roles file, r.json"],
    }));
  test("the baseline and the principal of the configuration say nothing about roles", () =>
    checkCli({
      files: { ...FILES, "druid-sql.json": '{ "as": "user:bob", "baseline": "none.json" }' },
      run: "roles lint --format sarif",
      says: ['"id":"druid-sql/roles/"', '"ruleId":"roles-grant-unused"'],
      lacks: ["baselineState"],
    }));
  test("no roles file", () => checkCli({ files: {}, run: "roles lint", exit: 2, complains: ["no roles file"] }));
});

describe("roles unused", () => {
  test("grants with what is to be said", () =>
    checkCli({
      files: { ...FILES, "more.sql": "SELECT * FROM edits_raw; INSERT INTO edits_bad SELECT 1 AS __time PARTITIONED BY ALL" },
      run: "roles unused",
      exactly: `writer:2  WRITE DATASOURCE attic  druid-roles.json:10
    No statement needs what WRITE DATASOURCE "attic" of role writer matches.

druid-roles.json: 3 of 4 grants are used, and for all that they match, by 4 statements in 3 files.
What breaks without a grant: druid-sql roles what-if --remove-grant writer:2
`,
    }));
  test("all used", () =>
    checkCli({
      files: { ...FILES, "attic.sql": "REPLACE INTO attic OVERWRITE ALL SELECT * FROM wiki PARTITIONED BY ALL" },
      run: "roles unused",
      exactly: "druid-roles.json: 4 of 4 grants are used, and for all that they match, by 3 statements in 3 files.\n",
    }));
});

describe("roles least", () => {
  const list = (...lines: readonly string[]): string => `[\n${lines.map((line) => `  ${line}`).join(",\n")}\n]\n`;
  const grant = (action: string, name: string): string =>
    `{ "resource": { "name": "${name}", "type": "DATASOURCE" }, "action": "${action}" }`;
  test("a list that can be sent", () =>
    checkCli({ files: FILES, run: "roles least", exactly: list(grant("READ", "edits"), grant("READ", "wiki"), grant("WRITE", "wiki")) }));
  test("people are told how to compare it", () =>
    checkCli({
      files: FILES,
      run: "roles least load.sql --follow",
      terminal: 80,
      complains: [/druid-sql: compare it with a role that is there: druid-sql roles least --follow --compare role:\w+ load\.sql\n/],
    }));
  test("without a roles file", () =>
    checkCli({ files: { "a.sql": "SELECT * FROM a" }, run: "roles least a.sql", exactly: list(grant("READ", "a")) }));
  test("nothing is needed", () => checkCli({ files: { "a.sql": "SELECT 1" }, run: "roles least", exactly: "[]\n" }));
  test("to follow and cancel", () =>
    checkCli({
      files: FILES,
      run: "roles least load.sql --follow --cancel",
      exactly: list(grant("READ", "edits"), grant("READ", "wiki"), grant("WRITE", "wiki")),
    }));
  test("escapes are JSON", () =>
    checkCli({ files: { "a.sql": 'SELECT * FROM "a.b"' }, run: "roles least", exactly: list(grant("READ", "a\\\\.b")) }));
  test("what is not covered is said beside the list", () =>
    checkCli({
      files: { "a.sql": "SELECT * FROM a;\nSELECT * FROM {{ t }};\nINSERT INTO b SELECT 1", "druid-roles.json": "{}" },
      run: "roles least",
      exactly: list(grant("READ", "a")),
      complains: [
        "a.sql:2 may need more than the list has: A template makes",
        "a.sql:3 left out, as Druid refuses it: Operation [INSERT] requires a PARTITIONED BY",
      ],
    }));
  const FAMILY = { "a.sql": "SELECT * FROM wk_a; SELECT * FROM wk_b; SELECT * FROM wk_c" };
  test("patterns", () => checkCli({ files: FAMILY, run: "roles least a.sql --patterns", exactly: list(grant("READ", "wk_.*")) }));
  test("no pattern where another file has such a name", () =>
    checkCli({
      files: { ...FAMILY, "other/b.sql": "SELECT * FROM wk_secret" },
      run: "roles least a.sql --patterns",
      exactly: list(grant("READ", "wk_a"), grant("READ", "wk_b"), grant("READ", "wk_c")),
      complains: ["no pattern wk_.* for 3 names: it also matches wk_secret"],
    }));
  test("no pattern where a role has such a name", () =>
    checkCli({
      files: {
        ...FAMILY,
        "druid-roles.json": '{ "roles": { "r": [ { "resource": { "name": "wk_secret", "type": "DATASOURCE" }, "action": "WRITE" } ] } }',
      },
      run: "roles least a.sql --patterns",
      complains: ["it also matches wk_secret"],
    }));
  test("the difference to a role", () =>
    checkCli({
      files: FILES,
      run: "roles least load.sql --compare role:reader",
      says: [
        "reader (druid-roles.json:4): 1 serve, 1 missing, 1 not needed\n",
        '= reader:2 READ DATASOURCE "edits.*" serves edits; an exact grant would be narrower\n',
        '+ WRITE DATASOURCE "wiki" is missing, for 1 statement\n',
        '- reader:1 READ DATASOURCE "wiki" is not needed\n\n[\n',
      ],
    }));
  test("a role that is not there, or no role", () => {
    checkCli({ files: FILES, run: "roles least --compare role:nope", exit: 2, complains: ["there is no role nope in druid-roles.json"] });
    return checkCli({
      files: FILES,
      run: "roles least --compare user:bob",
      exit: 2,
      complains: ['--compare takes one role: role:NAME, not "user:bob"'],
    });
  });
});

describe("roles what-if", () => {
  test("a grant, by its number", () =>
    checkCli({
      files: FILES,
      run: "roles what-if --remove-grant reader:1",
      exit: 1,
      exactly: `druid-roles.json: without reader:1 READ DATASOURCE "wiki" (line 5)

alice, bob, ben can no longer run
  ✗ read.sql:1  SELECT * FROM wiki
      READ DATASOURCE wiki  was granted by reader "wiki", druid-roles.json:5

alice can run, but no longer follow or cancel
  ! load.sql:1  INSERT INTO wiki SELECT * FROM edits PARTITIONED BY DAY
      READ DATASOURCE wiki (follow)  was granted by reader "wiki", druid-roles.json:5

3 principals lose 1 statement, of 4 principals and 2 statements.
`,
    }));
  test("several changes, by which nothing is lost", () =>
    checkCli({
      files: FILES,
      run: "roles what-if --remove-grant writer:2 --remove-user carl",
      says: [
        'without writer:2 WRITE DATASOURCE "attic" (line 10), and without the user carl\n\n',
        "Nobody loses a statement. Asked about 4 principals and 2 statements.\n",
      ],
    }));
  test("nothing at all", () =>
    checkCli({
      files: { ...FILES, "read.sql": "SELECT 1" },
      run: "roles what-if --remove-grant writer:2",
      says: ["Nobody loses a statement. Asked about 4 principals and 2 statements."],
    }));
  test("a role, a role of a user", () =>
    checkCli({
      files: FILES,
      run: "roles what-if --unassign alice:writer --unassign bob:reader",
      exit: 1,
      says: [
        "without the role writer of alice, and without the role reader of bob",
        "alice can no longer run\n  ✗ load.sql:1",
        "bob can no longer run\n  ✗ read.sql:1",
        "2 principals lose 2 statements",
      ],
      lacks: ["ben"],
    }));
  test("roles are asked about where that is wanted", () =>
    checkCli({
      files: FILES,
      run: "roles what-if --remove-role reader --principals roles",
      exit: 1,
      says: ["without the role reader", "role:reader can no longer run\n  ✗ read.sql:1"],
      lacks: ["alice"],
    }));
  test("nothing to take away, or not so", async () => {
    const cases: readonly (readonly [string, string])[] = [
      ["", "what is taken away? Say --remove-grant ROLE:NUMBER"],
      ["--remove-grant reader", '--remove-grant takes ROLE:NUMBER, as analyst:2, not "reader"'],
      ["--remove-grant reader:0", "--remove-grant takes ROLE:NUMBER"],
      ["--remove-grant reader:9", "role reader has 2 permissions; there is no number 9"],
      ["--remove-role x", "there is no role x in the roles file"],
      ["--unassign alice", '--unassign takes USER:ROLE, as alice:etl, not "alice"'],
      ["--unassign bob:writer", "user bob does not have the role writer"],
      ["--remove-user x", "there is no user x in the roles file"],
    ];
    for (const [words, message] of cases) await checkCli({ files: FILES, run: `roles what-if ${words}`, exit: 2, complains: [message] });
    const single = '{"roles": {"r": [{"resource": {"name": "a", "type": "DATASOURCE"}, "action": "READ"}]}}';
    await checkCli({
      files: { ...FILES, "druid-roles.json": single },
      run: "roles what-if --remove-grant r:2",
      exit: 2,
      complains: ["role r has 1 permission; there is no number 2"],
    });
  });
});

describe("policies of Ranger", () => {
  const policy = (name: string, user: string): object => ({
    name,
    resources: { datasource: { values: ["wiki"] } },
    policyItems: [{ users: [user], accesses: [{ type: "read", isAllowed: true }] }],
  });
  const files = {
    "druid-roles.json": JSON.stringify({ serviceName: "druid", policies: [policy("one", "bob"), policy("two", "ben")] }),
    "read.sql": FILES["read.sql"],
    "edits.sql": "SELECT * FROM edits",
  };
  test("who", () =>
    checkCli({
      files,
      run: "who",
      says: ["2 principals, 2 files", "bob  ben\n", "edits.sql   ✗    ✗\nread.sql    ✓    ✓\n", "bob, ben lack\n  ✗ edits.sql"],
    }));
  for (const command of ["show", "unused"]) {
    test(command, () =>
      checkCli({
        files,
        run: `roles ${command}`,
        exit: 2,
        complains: ["druid-roles.json holds policies of Ranger, and this is about permissions of roles"],
      }),
    );
  }
  test("what-if", () =>
    checkCli({ files, run: "roles what-if --remove-role one", exit: 2, complains: ["there is no role one in the roles file"] }));
});

describe("help", () => {
  for (const command of ["who", "roles", "roles show", "roles lint", "roles unused", "roles least", "roles who", "roles what-if"]) {
    test(command, () => checkCli({ run: `${command} --help`, says: [`Usage: druid-sql ${command} `, "Examples:\n  druid-sql "] }));
  }
  test("roles alone", () => checkCli({ run: "roles", exit: 2, complains: ["Usage: druid-sql roles"] }));
  test("a word that is no command", () => checkCli({ run: "roles nope", exit: 2, complains: ["unknown command"] }));
});
