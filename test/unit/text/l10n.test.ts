/** Texts in the reader's language: what stands in the place of the English text, and of the values. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { t, useTexts } from "../../../server/src/language/text/l10n";

afterEach(() => useTexts({}));

test("without translations a text is English, with its values", () => {
  assert.equal(t("Nothing is missing."), "Nothing is missing.");
  assert.equal(t("{1} needs {0}.", "READ", "alice"), "alice needs READ.");
});

test("a translation may put the values in another order, or name one twice", () => {
  useTexts({ "{0} may not {1}.": "{1} darf {0} nicht, {0}!" });
  assert.equal(t("{0} may not {1}.", "bob", "READ"), "READ darf bob nicht, bob!");
});

test("a text without a translation stays English", () => {
  useTexts({ other: "anderes" });
  assert.equal(t("constructor"), "constructor");
});

test("values are taken as they are, with places and dollars in them", () => {
  assert.equal(t("{0} and {1}", "{1}", "$&"), "{1} and $&");
  assert.equal(t("{0} and {1}", "one"), "one and {1}");
});
