/**
 * The closed list of disagreements with recorded answers of Druid, by id, each with its cause. A disagreement that is not listed fails the
 * test, and so does a listed one that has gone.
 */
export const EXCEPTIONS: Readonly<Record<string, string>> = {};
