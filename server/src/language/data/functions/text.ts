/** Functions of strings and of IP addresses. */
import type { FunctionTable } from "./row";

export const TEXT_FUNCTIONS: FunctionTable = {
  category: "string",
  kind: "scalar",
  page: "querying/sql-scalar",
  rows: [
    ["CONCAT([values...])", "VARCHAR", "All values as text, one after the other."],
    ["TEXTCAT(left, right)", "VARCHAR", "Two texts, one after the other."],
    ["CONTAINS_STRING(text, part!)", "BOOLEAN", "Whether the part, upper and lower case as written, is somewhere in the text."],
    ["ICONTAINS_STRING(text, part!)", "BOOLEAN", "Whether the part is somewhere in the text, upper and lower case alike."],
    ["DECODE_BASE64_UTF8(encoded)", "VARCHAR", "The text that Base64 of its UTF-8 bytes stands for.", { since: 28, lackedBy: 27 }],
    ["LEFT(text, length)", "VARCHAR", "The first characters."],
    ["RIGHT(text, length)", "VARCHAR", "The last characters."],
    ["LENGTH(text)", "INTEGER", "How many UTF-16 code units the text has."],
    ["CHAR_LENGTH(text)", "INTEGER", "Another name for LENGTH.", { aliasOf: "LENGTH" }],
    ["CHARACTER_LENGTH(text)", "INTEGER", "Another name for LENGTH.", { aliasOf: "LENGTH" }],
    ["STRLEN(text)", "INTEGER", "Another name for LENGTH.", { aliasOf: "LENGTH" }],
    [
      "LOOKUP(key, lookupName!, [missing!])",
      "VARCHAR",
      "What a lookup of the cluster has for the key; for keys it does not have, NULL or the last operand.",
    ],
    ["LOWER(text)", "VARCHAR", "The text in lower case."],
    ["UPPER(text)", "VARCHAR", "The text in upper case."],
    [
      "LPAD(text, length, [filler])",
      "VARCHAR",
      "The text filled up in front, with blanks or with the filler, or cut, to exactly this length.",
    ],
    [
      "RPAD(text, length, [filler])",
      "VARCHAR",
      "The text filled up behind, with blanks or with the filler, or cut, to exactly this length.",
    ],
    ["PARSE_LONG(text, [base])", "BIGINT", "The whole number that the text spells, in base 10 or the one given."],
    [
      "POSITION(part, text, [start])",
      "INTEGER",
      "Where the part begins in the text, counted from 1; 0 where it is not in there.",
      { ownSyntax: true, forms: ["POSITION(part IN text)", "POSITION(part IN text FROM start)"] },
    ],
    [
      "REGEXP_EXTRACT(text, pattern!, [group!])",
      "VARCHAR",
      "What the first match of a Java regular expression covers, or one of its groups; NULL without a match.",
    ],
    ["REGEXP_LIKE(text, pattern!)", "BOOLEAN", "Whether a Java regular expression matches somewhere in the text."],
    ["REGEXP_REPLACE(text, pattern, replacement)", "VARCHAR", "Every match of a Java regular expression replaced; $1 stands for a group."],
    ["REPLACE(text, part, replacement)", "VARCHAR", "Every occurrence of the part replaced."],
    ["REPEAT(text, count)", "VARCHAR", "The text so many times in a row."],
    ["REVERSE(text)", "VARCHAR", "The characters from the last to the first."],
    ["STRING_FORMAT(pattern, [values...])", "VARCHAR", "Values put into a pattern of Java's String.format: %s, %d, %.2f."],
    ["STRPOS(text, part)", "INTEGER", "Where the part begins in the text, counted from 1; 0 where it is not in there."],
    [
      "SUBSTRING(text, start, [length])",
      "VARCHAR",
      "The text from a character on, counted from 1, to its end or for a length.",
      { ownSyntax: true, forms: ["SUBSTRING(text, start, [length])", "SUBSTRING(text FROM start FOR length)"] },
    ],
    ["SUBSTR(text, start, [length])", "VARCHAR", "Another name for SUBSTRING, with commas only.", { aliasOf: "SUBSTRING" }],
    [
      "TRIM(text, [characters])",
      "VARCHAR",
      "The text without blanks, or the given characters, at its ends.",
      { ownSyntax: true, forms: ["TRIM(text)", "TRIM([BOTH | LEADING | TRAILING] characters FROM text)"] },
    ],
    ["BTRIM(text, [characters])", "VARCHAR", "The text without blanks, or the given characters, at both ends."],
    ["LTRIM(text, [characters])", "VARCHAR", "The text without blanks, or the given characters, in front."],
    ["RTRIM(text, [characters])", "VARCHAR", "The text without blanks, or the given characters, behind."],
  ],
};

export const ADDRESS_FUNCTIONS: FunctionTable = {
  category: "IP address",
  kind: "scalar",
  page: "querying/sql-scalar",
  rows: [
    ["IPV4_MATCH(address, subnet)", "BOOLEAN", "Whether an IPv4 address is one of a subnet like '10.0.0.0/8'."],
    ["IPV4_PARSE(address)", "BIGINT", "The number of an IPv4 address written with dots; NULL where it is none."],
    ["IPV4_STRINGIFY(address)", "VARCHAR", "An IPv4 address with dots from its number."],
    [
      "IPV6_MATCH(address, subnet)",
      "BOOLEAN",
      "Whether an IPv6 address is one of a subnet like '2001:db8::/32'.",
      { since: 29, lackedBy: 28 },
    ],
  ],
};
