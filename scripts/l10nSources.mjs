/**
 * Where the texts of the client and of the server stand, which bundles they go to, and where words are left out on purpose.
 */

/**
 * `singleWords`: whether one word with a capital is a text; in the server it is mostly a key of JSON or a word of Druid.
 * `left`: files whose words outside of `t` are none for people, or not to be translated, and why.
 * `names`: folders of tables, whose words are names and forms of Druid's unless they begin as a sentence does.
 * `tables`: a module, as it is compiled, whose `tableWords` gives the texts that tables of the sources hold without a mark.
 */
export const BUNDLES = [
  { english: "bundle.l10n.json", singleWords: "found", folders: ["client/src/"], files: [], left: {}, names: [], tables: undefined },
  {
    english: "server.l10n.json",
    singleWords: "left",
    folders: ["server/src/language/", "server/src/lsp/"],
    files: ["server/src/entries/nodeHost.ts"],
    names: ["server/src/language/data/"],
    tables: "out/server/src/language/features/explain/tableWords.js",
    left: {
      "server/src/language/features/rules.ts": "the meaning of iam-policy, for SARIF; a comment cannot silence it",
      "server/src/language/features/rolesFile/schema.ts": "the JSON schema, a file in English",
      "server/src/language/features/clusterDescription.ts": "names of sources, which clusterWords.ts says in words",
      "server/src/language/features/completion/statementPatterns.ts": "SQL with places to fill in",
      "server/src/language/syntax/nodes.ts": "names of kinds of nodes, in types",
      "server/src/language/syntax/children.ts": "a sign for walkers",
      "server/src/lsp/configuration.ts": "what docs and tests say about settings; package.nls.json has it for people",
      "server/src/lsp/texts.ts": "said where there are no texts to say it in",
      "server/src/language/data/timeZones.ts": "names of time zones",
      "server/src/language/text/regex/unicodeTables.ts": "names of Unicode's scripts and blocks",
      "server/src/language/text/regex/properties.ts": "names of Unicode's properties",
      "server/src/language/text/regex/graphemes.ts": "names of Unicode's properties",
    },
  },
];
