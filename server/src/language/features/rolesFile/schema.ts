/**
 * The JSON schema of roles files, for editors that complete, explain and check JSON by themselves: our own document, the answers of Druid's
 * security API, and Ranger's policies, told apart as `roles/parse.ts` does. It takes whatever the reader takes; what a schema cannot say
 * (regular expressions, roles that nobody defines) is left to the reader. `npm run generate` writes it to `docs/schemas`.
 */
import type { ClusterProfile } from "../../permissions/model";
import { CLUSTER_VALUES } from "./clusterValues";
import { ACTION_WORDS, CLUSTER_WORDS, MAPPING_WORDS, PERMISSION_WORDS, SECTION_WORDS, TYPE_WORDS } from "./vocabulary";

/** A schema of draft 07, with the words that VS Code adds to it. */
export type JsonSchema = { readonly [word: string]: unknown };

type Case = readonly [when: JsonSchema, then: JsonSchema];

/** The schema as it is published. */
export function rolesSchema(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Roles file of Druid SQL",
    description:
      "Which roles there are, what they grant, and who has them; or an answer of Druid's security API, or policies of Apache Ranger.",
    allowComments: true,
    allowTrailingCommas: true,
    type: ["object", "array"],
    ...choose([[isRanger(), ref("ranger")], [{ type: "array" }, ref("list")], [isDocument(), ref("document")], ...answers()], ref("map")),
    definitions: { ...documents(), ...holders(), ...permissions(), cluster: clusterSchema() },
  };
}

/** `if … then … else if …`. */
function choose(cases: readonly Case[], otherwise: JsonSchema): JsonSchema {
  return cases.reduceRight<JsonSchema>((rest, [when, then]) => ({ if: when, then, else: rest }), otherwise);
}

const ref = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });
const has = (...keys: readonly string[]): JsonSchema => ({ type: "object", required: keys });
const hasAny = (...keys: readonly string[]): JsonSchema => anyOf(...keys.map((key) => has(key)));
const anyOf = (...schemas: readonly JsonSchema[]): JsonSchema => ({ anyOf: schemas });
const allOf = (...schemas: readonly JsonSchema[]): JsonSchema => ({ allOf: schemas });
const not = (schema: JsonSchema): JsonSchema => ({ not: schema });
const contains = (schema: JsonSchema): JsonSchema => ({ type: "array", contains: schema });
const listOf = (items: JsonSchema): JsonSchema => ({ type: "array", items });
const mapOf = (values: JsonSchema): JsonSchema => ({ type: "object", additionalProperties: values });

/** `description` is for editors that show Markdown as it is. */
const explained = (text: string, schema: JsonSchema = {}): JsonSchema => ({
  ...schema,
  description: text.replaceAll("`", ""),
  markdownDescription: text,
});

/** What Druid reads where it wants a text. */
const TEXT: JsonSchema = { type: ["string", "number", "boolean"] };
const NOTHING: JsonSchema = { type: "null" };

/** What only tells shapes apart is no offer. */
const UNSUGGESTED = { doNotSuggest: true } as const;

const POLICY_ITEMS = ["policyItems", "denyPolicyItems", "allowExceptions", "denyExceptions", "dataMaskPolicyItems", "rowFilterPolicyItems"];

function isRanger(): JsonSchema {
  const withResources = { ...has("resources"), properties: { resources: { type: "object", ...UNSUGGESTED } }, not: has("permissions") };
  const policy = allOf(not(has("policies")), anyOf(hasAny(...POLICY_ITEMS), withResources));
  const ofRoles = anyOf({ type: "string" }, hasAny("resource", "resourceAction"));
  const policies = anyOf(contains(policy), { type: "array", not: contains(ofRoles) });
  return anyOf(
    contains(policy),
    policy,
    { ...has("policies"), properties: { policies: { ...policies, ...UNSUGGESTED } } },
    { ...has("policyDeltas"), properties: { policyDeltas: { type: "array", ...UNSUGGESTED } } },
  );
}

/** A map of roles may have a role that is called `users` or `cluster`. */
function isDocument(): JsonSchema {
  const section = (key: string): JsonSchema => ({
    ...has(key),
    properties: { [key]: { ...not(contains(has("action"))), ...UNSUGGESTED } },
  });
  const sections = hasAny("roles", "groupMappings", "roleMap", "userMap", "groupMappingMap");
  const isAnswer = anyOf(hasAny("permissions", "groupPattern"), allOf(has("name"), not(hasAny("users", "groupMappings", "cluster"))));
  return { type: "object", not: isAnswer, anyOf: [{ maxProperties: 0 }, sections, section("users"), section("cluster")] };
}

/** One object of the security API. */
function answers(): readonly Case[] {
  const lonely = { type: "array", errorMessage: "One permission alone belongs to no role; put it in a list under a role." };
  return [
    [isVerbose(), lonely],
    [has("permissions"), ref("namedRole")],
    [has("groupPattern"), ref("namedMapping")],
    [has("resource"), lonely],
    [has("roles", "name"), ref("namedUser")],
    [{ ...has("name"), properties: { name: { type: "string", ...UNSUGGESTED } } }, ref("namedRole")],
  ];
}

const isVerbose = (): JsonSchema => hasAny("resourceAction", "resourceNamePattern");

function documents(): JsonSchema {
  const { cluster, roles, users, groupMappings, ...others } = SECTION_WORDS;
  const rolesSection = anyOf(mapOf(ref("role")), listOf(ref("namedRole")), NOTHING);
  const usersSection = anyOf(mapOf(ref("user")), listOf(anyOf(ref("namedUser"), TEXT)), NOTHING);
  const mappingsSection = anyOf(listOf(ref("namedMapping")), mapOf(ref("mapping")), NOTHING);
  const words = Object.fromEntries(Object.entries(SECTION_WORDS).map(([key, text]) => [key, explained(text)]));
  return {
    document: {
      type: "object",
      properties: {
        cluster: explained(cluster, ref("cluster")),
        roles: explained(roles, rolesSection),
        users: explained(users, usersSection),
        groupMappings: explained(groupMappings, mappingsSection),
        ...Object.fromEntries(Object.entries(others).map(([key, text]) => [key, explained(text)])),
        roleMap: { ...rolesSection, ...UNSUGGESTED },
        userMap: { ...usersSection, ...UNSUGGESTED },
        groupMappingMap: { ...mappingsSection, ...UNSUGGESTED },
      },
    },
    map: { type: "object", properties: words, additionalProperties: ref("valueOfMap") },
    list: choose(
      [[contains(anyOf(isVerbose(), allOf(has("resource"), not(hasAny("permissions", "groupPattern"))))), ref("permissions")]],
      listOf({ type: "object", ...choose(answers(), has("name", "permissions")) }),
    ),
    ranger: { properties: { cluster: explained(cluster, ref("cluster")) } },
  };
}

function holders(): JsonSchema {
  const names = { type: ["array", "null"] };
  const role = {
    type: "object",
    properties: { name: explained("The name of the role."), permissions: anyOf(ref("permissions"), NOTHING), users: names, groups: names },
  };
  const roles = explained(MAPPING_WORDS.roles, anyOf(ref("roleNames"), NOTHING));
  const user = { type: "object", properties: { roles: anyOf(ref("roleNames"), NOTHING) } };
  const groupPattern = explained(MAPPING_WORDS.groupPattern, { ...TEXT, type: ["string", "number", "boolean", "null"] });
  const mapping = { type: "object", properties: { name: explained(MAPPING_WORDS.name), groupPattern, roles } };
  const withText = (key: string): JsonSchema => ({ required: [key], properties: { [key]: TEXT } });
  return {
    role: anyOf(ref("permissions"), role, NOTHING),
    namedRole: { ...role, allOf: [withText("name")] },
    user: anyOf(ref("roleNames"), user, NOTHING),
    namedUser: { ...user, allOf: [withText("name")] },
    mapping,
    namedMapping: { ...mapping, anyOf: [withText("name"), withText("groupPattern")] },
    roleNames: listOf(anyOf(TEXT, ref("namedRole"))),
    valueOfMap: choose(
      [
        [{ type: "array", minItems: 1, items: [{ type: "string" }] }, ref("roleNames")],
        [{ type: "array" }, ref("permissions")],
        [has("groupPattern"), ref("mapping")],
        [has("roles"), ref("user")],
        [has("permissions"), ref("role")],
      ],
      {},
    ),
  };
}

/** One verbose entry makes Druid read the whole list as verbose. */
function permissions(): JsonSchema {
  const type = explained(
    PERMISSION_WORDS.type,
    anyOf({ enum: Object.keys(TYPE_WORDS), markdownEnumDescriptions: Object.values(TYPE_WORDS) }, TEXT, NOTHING),
  );
  const name = { ...TEXT, examples: ["wiki.*"] };
  const resource = { type: "object", properties: { name: explained(PERMISSION_WORDS.name, name), type } };
  const orNothing = { type: ["string", "number", "boolean", "null"] };
  const resourceAction = {
    type: "object",
    required: ["resource"],
    properties: {
      resource: explained(PERMISSION_WORDS.resource, { ...resource, properties: { name: orNothing, type } }),
      action: explained(PERMISSION_WORDS.action, ref("action")),
    },
  };
  return {
    permissions: { type: "array", ...choose([[contains(isVerbose()), { items: ref("verbose") }]], { items: ref("permission") }) },
    permission: {
      type: "object",
      required: ["resource"],
      properties: {
        resource: explained(PERMISSION_WORDS.resource, { ...resource, required: ["name"] }),
        action: explained(PERMISSION_WORDS.action, ref("action")),
      },
    },
    verbose: {
      type: "object",
      required: ["resourceAction", "resourceNamePattern"],
      properties: {
        resourceAction: explained(PERMISSION_WORDS.resourceAction, resourceAction),
        resourceNamePattern: explained(PERMISSION_WORDS.resourceNamePattern, name),
      },
    },
    action: anyOf(
      { enum: Object.keys(ACTION_WORDS), markdownEnumDescriptions: Object.values(ACTION_WORDS) },
      { type: "string", pattern: `^(${Object.keys(ACTION_WORDS).map(inAnyCase).join("|")})$` },
      NOTHING,
    ),
  };
}

function inAnyCase(word: string): string {
  return [...word].map((letter) => `[${letter}${letter.toLowerCase()}]`).join("");
}

function clusterSchema(): JsonSchema {
  const keys = Object.keys(CLUSTER_WORDS) as readonly (keyof ClusterProfile)[];
  const properties = keys.map((key) => [key, explained(CLUSTER_WORDS[key], clusterValue(key))]);
  return { type: ["object", "null"], additionalProperties: false, properties: Object.fromEntries(properties) };
}

function clusterValue(key: keyof ClusterProfile): JsonSchema {
  const values = CLUSTER_VALUES[key];
  if (key === "druidVersion") return { type: ["string", "number", "null"], examples: values };
  if (values === undefined) return SHAPES[key] ?? {};
  if (values.every((value) => typeof value === "boolean"))
    return anyOf({ type: ["boolean", "null"] }, { type: "string", pattern: "^(true|false)$" });
  return anyOf({ enum: values }, NOTHING);
}

const TEXTS: JsonSchema = { type: ["array", "null"], items: { type: "string" } };

/** The keys of `cluster` that take neither a word nor a yes or no. */
const SHAPES: Readonly<Partial<Record<keyof ClusterProfile, JsonSchema>>> = {
  securedContextKeys: TEXTS,
  unsecuredContextKeys: TEXTS,
  groupFilters: TEXTS,
  functions: TEXTS,
  extensions: TEXTS,
  views: TEXTS,
  defaultContext: { type: ["object", "null"] },
  tableFunctions: { type: ["object", "null"], additionalProperties: { type: "string" } },
  durableStorage: {
    type: ["object", "null"],
    required: ["type"],
    properties: { type: { enum: ["s3", "azure", "google", "local"] }, bucket: { type: "string" }, prefix: { type: "string" } },
  },
};
