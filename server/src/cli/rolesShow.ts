/**
 * The command `roles show`: each role with its permissions by number, and who has it.
 */
import { plural, type RolesFile } from "../language/index";
import { printable } from "./columns";
import type { CliHost } from "./host";
import { withOutput } from "./report";
import { type CheckRequest, EXIT, type ExitCode } from "./request";
import { grantJson, jsonText } from "./rolesContract";
import type { RolesSource } from "./rolesSource";
import { complainOfBroken, complainOfPolicies, findRolesFile } from "./rolesSurvey";
import { alignRows } from "./table";

/** Runs `roles show`. */
export async function runShow(host: CliHost, request: CheckRequest): Promise<ExitCode> {
  const source = await findRolesFile(host, request);
  if (!source || (await complainOfBroken(host, [source])) || (await complainOfPolicies(host, [source]))) return EXIT.trouble;
  return withOutput(host, request, async (output) => {
    await output.write(request.format === "json" ? jsonText(rolesJson(source)) : renderRoles(source, request));
    return EXIT.fine;
  });
}

function renderRoles({ shown, file }: RolesSource, { palette }: CheckRequest): string {
  const counts = [
    plural(file.roles.size, "role"),
    plural(file.users.size, "user"),
    ...(file.groupMappings.length > 0 ? [plural(file.groupMappings.length, "group mapping")] : []),
  ];
  const rows = [...file.roles.values()].flatMap(({ permissions }) =>
    permissions.map(({ action, type, pattern, defect }, index) => [
      String(index + 1),
      action ?? "?",
      type ?? "?",
      pattern ?? "?",
      defect === undefined ? "" : "not a usual grant: see roles lint",
    ]),
  );
  const lines = alignRows(rows);
  let next = 0;
  const roles = [...file.roles.values()].map(({ name, permissions }) => {
    const own = lines.slice(next, next + permissions.length).map((line) => `  ${line}`);
    next += permissions.length;
    const holders = holdersOf(file, name);
    const who = printable(holders.length > 0 ? `(${holders.join(", ")})` : "(nobody)");
    return [`${palette.bold(printable(name))}  ${palette.dim(who)}`, ...own].join("\n");
  });
  return `${[`${palette.bold(printable(shown))}: ${counts.join(", ")}`, ...roles].join("\n\n")}\n`;
}

/** Users by their names, groups with what they are. */
function holdersOf({ users, groupMappings }: RolesFile, role: string): readonly string[] {
  const has = ({ roles }: { readonly roles: readonly { readonly name: string }[] }): boolean => roles.some(({ name }) => name === role);
  return [...[...users.values()].filter(has).map(({ name }) => name), ...groupMappings.filter(has).map(({ name }) => `groups:${name}`)];
}

function rolesJson({ shown, file, lines }: RolesSource): object {
  return {
    rolesFile: shown,
    roles: [...file.roles.values()].map(({ name, permissions }) => ({
      name,
      permissions: permissions.map((permission, index) => ({
        ...grantJson(name, index, permission, lines),
        ...(permission.defect !== undefined && { defect: permission.defect }),
      })),
    })),
    users: [...file.users.values()].map(({ name, roles }) => ({ name, roles: roles.map((role) => role.name) })),
    groupMappings: file.groupMappings.map(({ name, groupPattern, roles }) => ({
      name,
      ...(groupPattern !== undefined && { groupPattern }),
      roles: roles.map((role) => role.name),
    })),
  };
}
