/**
 * The only door into the language service. Text and offsets go in (UTF-16 code units, half-open ranges), plain readonly objects come
 * out; nothing in here throws, waits, reads files or keeps time.
 */
export type { Catalog, CatalogColumn, CatalogOrigin, CatalogTable } from "./analysis/catalog/model";
export { joinCatalogs } from "./analysis/catalog/model";
export {
  CATALOG_CODES,
  CATALOG_FILE_NAMES,
  type CatalogFile,
  type CatalogProblem,
  isBrokenCatalog,
  parseCatalogFile,
} from "./analysis/catalog/parse";
export { SYSTEM_CATALOG } from "./analysis/catalog/system";
export type { Finding, Severity, Stage } from "./analysis/finding";
export type { StatementKind } from "./analysis/statementKind";
export type { PolicyFile, PolicyProblem } from "./cloud/model";
export { parsePolicyFile } from "./cloud/parse";
export {
  ALL_ENVIRONMENTS,
  type ChosenEnvironments,
  chooseEnvironments,
  type Environment,
  environmentNameProblem,
  sharedRolesFiles,
  unknownEnvironment,
} from "./config/environment";
export { CONFIG_CODES, CONFIG_FILE_NAMES, type ConfigFile, type ConfigProblem, type ConfigSettings } from "./config/model";
export { parseConfigFile } from "./config/parse";
export { type ReadEnvironments, readEnvironmentSettings } from "./config/readEnvironments";
export {
  CONFIG_PRINCIPAL,
  type PrincipalWords,
  roleInPrincipals,
  SETTINGS_PRINCIPAL,
} from "./config/renameRole";
export { createConfigResolver, createExcluder } from "./config/resolve";
export { DIALECTS } from "./data/dialects";
export { findLayout, LAYOUT_PATHS } from "./data/druidLayouts";
export type { RefusalAnswer } from "./data/endpoints";
export { isDruid } from "./features/activity";
export type { AssessedCloud } from "./features/cloudVerdicts";
export { CLUSTER_SOURCES, type ProfileSources } from "./features/clusterDescription";
export { describeClusterLine, describeVersion, problemWords } from "./features/clusterWords";
export { PERMISSION_CODES, STATEMENT_CODES } from "./features/codes";
export { type CompletionOptions, complete } from "./features/completion/completion";
export { describeOffer } from "./features/completion/describe";
export { noteDatasources } from "./features/completion/documentTables";
export type { CompletionKind, CompletionOffer } from "./features/completion/item";
export {
  type ContextParts,
  createContext,
  type FilePlace,
  fileName,
  grammarOf,
  type LanguageContext,
  type Link,
  type PolicyInfo,
  type RolesInfo,
} from "./features/context";
export type { StatedBefore } from "./features/contradictions";
export {
  createOnceFilter,
  type Diagnostic,
  diagnoseDirected,
  diagnoseStatement,
  diagnostics,
  place,
  type RelatedPlace,
} from "./features/diagnostics";
export { answerQuestion, dialectOf, nextQuestion } from "./features/dialects";
export { DIALECT_CODES } from "./features/dialectWords";
export { type Circumstances, circumstancesOf, contextOfDocument, type Directed, directed, judgesAlike } from "./features/directed";
export { DIRECTIVE_CODES, switchOfDocument } from "./features/directives";
export type { EndpointObstacle, EndpointReport } from "./features/endpoints";
export { type FindingFix, findingFixes, fixAll } from "./features/fixes/findingFixes";
export { type FixPlace, type GrantFix, type GrantForm, grantFixes, grantToRole, type RolesText } from "./features/fixes/grantFixes";
export { ignoreFixes } from "./features/fixes/ignoreFixes";
export { type FormattedDocument, formatDocument } from "./features/format/formatDocument";
export { formatOnType, formatRange } from "./features/format/formatRange";
export type { Unformatted } from "./features/format/formatStatement";
export { indentLine } from "./features/format/indentation";
export {
  COMMA_STYLES,
  type CommaStyle,
  DEFAULT_FORMAT,
  type FormatChoices,
  type FormatOptions,
  formatOptions,
  INDENT_LIMITS,
  isIndent,
  isLineWidth,
  KEYWORD_CASES,
  type KeywordCase,
  LINE_WIDTH_LIMITS,
} from "./features/format/options";
export { type Hover, hover } from "./features/hover";
export { statementWords } from "./features/identity";
export { type Inspection, type InspectionSettings, inspect, inspectInSteps } from "./features/inspect";
export {
  isRefused,
  type Judge,
  type JudgedNeed,
  type Judgement,
  judgeStatement,
  refusalWords,
  type StatementVerdict,
} from "./features/judge";
export { layoutRemark, noLayout } from "./features/layoutWords";
export { exactPattern, leastGrant, type PermissionJson } from "./features/leastGrant";
export { escapeMarkdown, markdownLink } from "./features/markdown";
export { definitionsOf, mayComeFromElsewhere } from "./features/names/definition";
export { hoverNames } from "./features/names/nameHover";
export { type NameUse, usesNear, usesOf, usesOfTable } from "./features/names/references";
export { prepareNameRename, type RenamableName, type RenamedName, renameName } from "./features/names/rename";
export { datasourceAt, renameDatasource, whyNoDatasource } from "./features/names/renameTable";
export { type SqlSymbol, symbolOf, type TableSymbol, tableSymbols } from "./features/names/symbols";
export type { NamePlace, NamesView } from "./features/names/view";
export { policyProblems } from "./features/policyProblems";
export { propertiesProblems } from "./features/propertiesProblems";
export type { Refactoring } from "./features/refactor/refactoring";
export { refactorings } from "./features/refactor/refactorings";
export {
  holdsWords,
  type MissingGrant,
  type NeedReport,
  type Report,
  reportDirected,
  reportOf,
  reportStatement,
  type StatementReport,
  summaryOf,
  type VerdictCounts,
} from "./features/report";
export { type ReportedText, reportMarkdown } from "./features/reportMarkdown";
export { completeRoles, type RolesCompletion } from "./features/rolesFile/completion";
export { elementAt, type RoleMention, type RolesElement } from "./features/rolesFile/element";
export { type RolesFix, rolesFixes } from "./features/rolesFile/fixes";
export { grantsAt } from "./features/rolesFile/grantsAt";
export { type KeysExplained, rolesHover } from "./features/rolesFile/hover";
export { type LensTarget, type RolesLens, rolesLenses } from "./features/rolesFile/lenses";
export { rolesRemarks } from "./features/rolesFile/remarks";
export { mentionsAt, type Renamed, type RenamePlace, renamePlace, renameRole } from "./features/rolesFile/roleNames";
export { type RolesSymbol, rolesSymbols } from "./features/rolesFile/symbols";
export { grantsOfRole, knownUse, statementsUsing, type UsingStatement } from "./features/rolesFile/uses";
export type { RolesView, WorkspaceKnowledge } from "./features/rolesFile/view";
export { rolesProblems } from "./features/rolesProblems";
export { addressOfPage, RULES, type Rule } from "./features/rules";
export { chosenSeverity, SEVERITY_CHOICES, type Severities, type SeverityChoice, withSeverities } from "./features/severities";
export { type ShownSignature, type SignatureHelp, signatureHelp } from "./features/signatureHelp";
export { type Status, statusAt } from "./features/status";
export { type Fold, foldsOf } from "./features/structure/folding";
export { functionLinks } from "./features/structure/functionLinks";
export { type SourceLink, sourceLinks } from "./features/structure/links";
export { selectionAt } from "./features/structure/selection";
export { type SemanticWord, semanticWordsOf, WORD_MODIFIERS, WORD_TYPES } from "./features/structure/semanticTokens";
export { counted, plural } from "./features/words";
export { type AuthorizerOf, authorizersOf } from "./features/workspace/decider";
export { differingUsers } from "./features/workspace/differingUsers";
export {
  type GrantPlace,
  type GrantUse,
  grantUse,
  type SharedNeed,
  type StatementUse,
  type WorkspaceUse,
} from "./features/workspace/grantUse";
export {
  type KeptGrant,
  type LeastRole,
  type LeastRoleOptions,
  leastRole,
  type PresentGrant,
  type RoleDifference,
  type SuggestedGrant,
  type Uncovered,
} from "./features/workspace/leastRole";
export type { DeclinedPattern } from "./features/workspace/namePatterns";
export {
  permissionText,
  ROLE_REMARK_CODES,
  type RoleRemark,
  type RoleRemarkCode,
} from "./features/workspace/remark";
export { breaksReport } from "./features/workspace/reports/breaksReport";
export {
  type CheckedFile,
  type CheckedWorkspace,
  checkedFile,
  checkReport,
  checkSummary,
  type LeftFile,
} from "./features/workspace/reports/checkReport";
export {
  type CheckedEnvironments,
  type DescribedEnvironment,
  type EnvironmentReading,
  environmentsReport,
  environmentsSummary,
  type FileInEnvironments,
  fileInEnvironments,
} from "./features/workspace/reports/environmentsReport";
export { leastReport } from "./features/workspace/reports/leastReport";
export { type Removable, removables } from "./features/workspace/reports/removables";
export type { ReportLinks } from "./features/workspace/reports/reportParts";
export { unusedReport } from "./features/workspace/reports/unusedReport";
export { whoReport } from "./features/workspace/reports/whoReport";
export { fileRemarks, roleRemarks, unheldRoles, unusedGrants, usersWithoutRoles } from "./features/workspace/roleRemarks";
export { type ChangedRoles, changeRoles, type RolesChange } from "./features/workspace/rolesChange";
export { isSqlName, SKIPPED_FOLDERS } from "./features/workspace/sqlFiles";
export { type PrincipalChoice, principalsOf, type Subject, subjectsOf } from "./features/workspace/subjects";
export { noteSurvey, type Refusal, type SurveyedFile, type SurveyedStatement, survey, surveySteps } from "./features/workspace/survey";
export { tablesOfWorkspace, type WrittenColumn, type WrittenTable } from "./features/workspace/tables";
export {
  type BreakOptions,
  type ChangedNeed,
  type Consequence,
  type Consequences,
  type WhatBreaks,
  whatBreaks,
} from "./features/workspace/whatBreaks";
export { type Access, type WhoCanRun, type WhoOptions, type WhoRow, whoCanRun } from "./features/workspace/whoCanRun";
export { isAboutDatasource } from "./permissions/append";
export {
  type Action,
  type CloudAction,
  type ClusterProfile,
  ENDPOINTS,
  type Endpoint,
  type Filter,
  NEWEST_VERSION,
  type Need,
  type NeedReason,
  OLDEST_VERSION,
  type Phase,
  type Resource,
  type ResourceAction,
  STOCK_PROFILE,
  type Unknown,
} from "./permissions/model";
export { PROFILE_KEYS, type ProfileProblem, readProfile } from "./permissions/profile";
export { type PropertiesFile, type PropertiesProblem, readPropertiesProfile } from "./permissions/propertiesProfile";
export { explainNeed, PHASES, REASONS } from "./permissions/reasons";
export { addPermissions, type PostedPermission } from "./roles/addPermissions";
export { authorizerOfEverybody, createAuthorizer } from "./roles/authorizer";
export { brokenAuthorizer, isBroken } from "./roles/broken";
export { inEnvironment } from "./roles/inEnvironment";
export {
  type Authorizer,
  type GrantReference,
  type NearMiss,
  type Permission,
  type Principal,
  ROLES_FILE_NAMES,
  type Role,
  type RolesFile,
  type RolesProblem,
  type Verdict,
} from "./roles/model";
export { parseRolesFile } from "./roles/parse";
export { effectivePattern } from "./roles/pattern";
export { type People, peopleOf } from "./roles/people";
export { formatPrincipal, type ParsedPrincipal, type ParsedPrincipals, parsePrincipal, parsePrincipals } from "./roles/principal";
export { keptPermissions, readSecurityText, SECURITY_TEXTS, type SecurityReading, type SecurityText } from "./roles/securityText";
export {
  changeBetween,
  changeDocument,
  documentOf,
  editDocument,
  type Grammar,
  openDocument,
  openInSteps,
  type PlacedStatement,
  parseRequest,
  type SqlDocument,
  type Statement,
  sameEnds,
  statementAt,
  statementsIn,
  type TextChange,
} from "./syntax/document";
export { applyEdits, type Fix, type TextEdit } from "./text/edit";
export { phrase, type Texts, t, useTexts } from "./text/l10n";
export { indexLines, type LineIndex, offsetAt, type Place, placeAt } from "./text/lineIndex";
export { LongText } from "./text/longText";
export { nearestWord } from "./text/nearest";
export { rangeTouches, shiftRange, type TextRange } from "./text/range";
export { shellQuoted, shellWord } from "./text/shell";
export { atOnce, type Steps } from "./text/steps";
