/**
 * The documentation of an offer, asked for when an editor shows it: the same words as those of a hover.
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
      return explainFunction(first);
    case "keyword":
      return explainKeyword(first);
    case "argument":
      return explainArgument(first, second ?? "");
    case "destination":
      return second === undefined ? explainDestination(first) : explainDestinationProperty(first, second);
    case "context":
      return explainContextKey(first);
    case "json":
      return third === undefined
        ? explainJsonType(first as ShapeName, second ?? "")
        : explainJsonKey(first as ShapeName, second === "" ? undefined : second, third);
    default:
      return undefined;
  }
}
