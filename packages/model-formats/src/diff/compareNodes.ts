import { NodeInfo } from '../inspection/Inspection';
import { compareLists } from './compareLists';
import { ListDifference } from './difference';

/**
 * Nodes by name, for those that have one; what is left by what it makes
 * (ONNX IR: a value is made once), so that a renamed node is one change.
 */
export function compareNodes(
  before: readonly NodeInfo[],
  after: readonly NodeInfo[],
): ListDifference<NodeInfo> {
  const byName = compareLists(before, after, nameKey);
  const rest = compareLists(byName.removed, byName.added, outputKey);
  return {
    added: rest.added,
    removed: rest.removed,
    changed: [...byName.changed, ...rest.changed],
    unchanged: byName.unchanged + rest.unchanged,
  };
}

function nameKey(node: NodeInfo): string {
  return node.name ? `${node.graph ?? ''}/${node.name}` : outputKey(node);
}

function outputKey({ graph = '', outputs, type }: NodeInfo): string {
  return `${graph}/→${outputs.find(Boolean) ?? type}`;
}
