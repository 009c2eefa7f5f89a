/**
 * The documentation of an offer, asked for when an editor shows it: the words of a hover without what the list has beside the name.
 */
import type { ShapeName } from "../../data/externJson";
import { explainArgument, explainDestination, explainDestinationProperty } from "../explain/arguments";
import { explainContextKey } from "../explain/contextKeys";
import { explainJsonKey, explainJsonType } from "../explain/externJson";
import { explainFunction } from "../explain/functions";
import { explainKeyword } from "../explain/keywords";

/** Markdown about what `Offer.about` names; undefined where nothing is known. Takes any text. */
export function describeOffer(about: string): string | undefined {
  const [kind, ...rest] = about.split(":");
  const [first = "", second, third] = rest;
  switch (kind) {
    case "function":
      return explainFunction(first, "further");
    case "keyword":
      return explainKeyword(first);
    case "argument":
      return explainArgument(first, second ?? "");
    case "destination":
      return second === undefined ? explainDestination(first) : explainDestinationProperty(first, second);
    case "context":
      return explainContextKey(first, "headless");
    case "json":
      return third === undefined
        ? explainJsonType(first as ShapeName, second ?? "", "headless")
        : explainJsonKey(first as ShapeName, second === "" ? undefined : second, third, "headless");
    default:
      return undefined;
  }
}
