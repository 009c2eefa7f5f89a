/**
 * Catalogs for tests, from one line: `wikipedia: page VARCHAR, added BIGINT; lookup.countries: k VARCHAR`.
 */
import { type Catalog, catalogOf, joinCatalogs } from "../../server/src/language/analysis/catalog/model";
import { SYSTEM_CATALOG } from "../../server/src/language/analysis/catalog/system";

/** The tables of the line, and Druid's own. */
export function catalogOfText(text: string): Catalog {
  const origin = { kind: "file", uri: "file:///team/druid-catalog.json", line: 0, range: { start: 0, end: 0 } } as const;
  const tables = text.split(";").map((entry) => {
    const [table = "", columns = ""] = entry.split(":").map((part) => part.trim());
    const [schema, name] = table.includes(".") ? table.split(".") : ["druid", table];
    return {
      schema: schema ?? "druid",
      name: name ?? table,
      columns: columns.split(",").map((column) => {
        const [own = "", ...type] = column.trim().split(" ");
        return { name: own, type: type.join(" "), origin };
      }),
      origins: [origin],
    };
  });
  return joinCatalogs([catalogOf(tables), SYSTEM_CATALOG]);
}
