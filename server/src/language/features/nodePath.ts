/**
 * The nodes around an offset, from the whole statement down to the smallest.
 */
import { childrenOf } from "../syntax/children";
import type { Node } from "../syntax/nodes";

/** The path of nodes that touch an offset, outermost first; where two siblings touch it, the one that starts there wins. */
export function pathAt(root: Node, offset: number): readonly Node[] {
  const path: Node[] = [];
  let node: Node | undefined = root;
  while (node) {
    path.push(node);
    node = childAt(node, offset);
  }
  return path;
}

function childAt(node: Node, offset: number): Node | undefined {
  let found: Node | undefined;
  for (const child of childrenOf(node)) {
    if (child.start > offset) break;
    if (offset <= child.end && child.end > child.start) found = child;
  }
  return found;
}
