/**
 * The form of whole documents, templates, and what stays as it is.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { answerQuestion, nextQuestion } from "../../../../server/src/language/features/dialects";
import { formatDocument } from "../../../../server/src/language/features/format/formatDocument";
import { formatRange } from "../../../../server/src/language/features/format/formatRange";
import { DEFAULT_FORMAT } from "../../../../server/src/language/features/format/options";
import { openDocument } from "../../../../server/src/language/syntax/document";
import { atOnce } from "../../../../server/src/language/text/steps";
import { checkFormat, formatted } from "./checkFormat";

checkFormat(
  "each statement begins a line",
  "select 1; select 2;select 3",
  `SELECT 1;
SELECT 2;
SELECT 3`,
);
checkFormat(
  "empty lines between statements, two at most",
  `select 1;

select 2;




select 3;`,
  `SELECT 1;

SELECT 2;


SELECT 3;`,
);
checkFormat(
  "blanks at the start and at the end go",
  `

  select 1;


`,
  `SELECT 1;
`,
);
checkFormat("a file without a line break at its end stays without", "select 1;", "SELECT 1;");
checkFormat(
  "line breaks of Windows stay",
  "select a,\r\n b\r\nfrom t;\r\nselect 1;\r\n",
  "SELECT\r\n  a,\r\n  b\r\nFROM t;\r\nSELECT 1;\r\n",
);
checkFormat("a byte order mark stays", "\ufeffselect 1;\n", "\ufeffSELECT 1;\n");
checkFormat(
  "a statement with an error stays as it is",
  `select  from  where;
select 1,2`,
  `select  from  where;
SELECT 1, 2`,
);
checkFormat(
  "a statement that Druid refuses stays as it is",
  `delete  from t  where a=1;
select 1,2`,
  `delete  from t  where a=1;
SELECT 1, 2`,
);
checkFormat(
  "an empty statement stays",
  `select 1;;
select 2`,
  `SELECT 1;;
SELECT 2`,
);
checkFormat("an empty document", "", "");
checkFormat(
  "nothing but blanks",
  ` 
 
`,
  "",
);
checkFormat("a template as a table", "select a,b from {{ ref('x') }} where c=1", "SELECT a, b FROM {{ ref('x') }} WHERE c = 1");
checkFormat(
  "a template beside a name",
  "select a from raw_{{ env }}.t where b=${ value }",
  "SELECT a FROM raw_{{ env }}.t WHERE b = ${ value }",
);
checkFormat(
  "templates that steer leave the statement as it is",
  "select a,b from t {% if x %} where c=1 {% endif %}",
  "select a,b from t {% if x %} where c=1 {% endif %}",
);
checkFormat(
  "templates that steer around statements",
  `{% for day in days %}

select a,b from t where c={{ day }};
  {% endfor %}
{%- if x -%}select  1;{% endif %}
{% if y %} select  2; {% else %}
select  3
 {% endif %}

`,
  `{% for day in days %}

SELECT a, b FROM t WHERE c = {{ day }};
  {% endfor %}
{%- if x -%}select  1; {% endif %}
{% if y %} SELECT 2; {% else %}
SELECT 3
{% endif %}
`,
);
checkFormat("a template that may go on with a name", "select a,b from t{% include 'suffix' %}", "select a,b from t{% include 'suffix' %}");
checkFormat(
  "settings of dbt",
  `{{ config(materialized='table') }}

select a,b from t`,
  `{{ config(materialized='table') }}

SELECT a, b FROM t`,
);
checkFormat(
  "a template comment",
  `{# about #}
select a,b from t`,
  `{# about #}
SELECT a, b FROM t`,
);
checkFormat("a template where no one can stand", "select a {{ x }} b from t,  u", "select a {{ x }} b from t,  u");
checkFormat(
  "tabs",
  "select\ta,\n\tb\nfrom\tt",
  `SELECT
  a,
  b
FROM t`,
);
checkFormat(
  "a nested query of three levels",
  `select a from (select a from (select a
from t))`,
  `SELECT a
FROM (
  SELECT a
  FROM (
    SELECT a
    FROM t
  )
)`,
);

test("statements of another database stay, and so does a selection of them", () => {
  const text = "select a,b from t;\ncreate table t (a int);";
  const document = openDocument(text, { druidVersion: 38, mode: "document" });
  const question = nextQuestion(document);
  assert.ok(question);
  answerQuestion(document, question, []);
  const { edits, kept } = atOnce(formatDocument(document, DEFAULT_FORMAT));
  assert.deepEqual(edits, []);
  assert.deepEqual(
    kept.map(({ reason }) => reason),
    ["dialect", "dialect"],
  );
  assert.deepEqual(formatRange(document, { start: 0, end: text.length }, DEFAULT_FORMAT), []);
});

test("the sample workspace is in its form", () => {
  const files = readdirSync("examples", { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".sql"));
  assert.ok(files.length > 5);
  for (const file of files) {
    const text = readFileSync(join("examples", file), "utf8");
    assert.equal(formatted(text), text, file);
  }
});
