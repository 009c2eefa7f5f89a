/**
 * XML 1.0 that is well-formed whatever the text holds: characters that XML cannot hold at all become U+FFFD.
 */

/** An element with its attributes; those that are undefined are left out. `content` is XML already. */
export function xmlElement(name: string, attributes: Readonly<Record<string, string | number | undefined>>, content?: string): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${xmlAttribute(String(value))}"`],
  );
  const open = `<${name}${written.join("")}`;
  return content === undefined || content === "" ? `${open}/>` : `${open}>${content}</${name}>`;
}

/** The tag that opens an element; `</name>` closes it. */
export function xmlStart(name: string, attributes: Readonly<Record<string, string | number | undefined>>): string {
  return `${xmlElement(name, attributes).slice(0, -2)}>`;
}

/** A text between tags. */
export function xmlText(text: string): string {
  return allowed(text).replace(/[&<>]/g, entity).replaceAll("\r", "&#13;");
}

/** A text between quotation marks; line breaks and tabs in it would be read as blanks. */
function xmlAttribute(text: string): string {
  return allowed(text).replace(/[&<>"\t\n\r]/g, entity);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function entity(character: string): string {
  return ENTITIES[character] ?? `&#${character.charCodeAt(0)};`;
}

/** Source: the production Char of XML 1.0. */
function allowed(text: string): string {
  if (!/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/.test(text)) return text;
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");
}
