/** The tree that spdx-expression-parse answers. */
export type LicenseNode =
  | { license: string; plus?: true; exception?: string }
  | { conjunction: 'and' | 'or'; left: LicenseNode; right: LicenseNode };

/** The expression of a tree, with the parentheses that SPDX 2.3 Annex D.4 (`AND` before `OR`) asks for. */
export function renderExpression(node: LicenseNode): string {
  if (!('conjunction' in node)) {
    const id = node.plus ? `${node.license}+` : node.license;
    return node.exception ? `${id} WITH ${node.exception}` : id;
  }
  const side = (child: LicenseNode) => {
    const text = renderExpression(child);
    const looser =
      node.conjunction === 'and' &&
      'conjunction' in child &&
      child.conjunction === 'or';
    return looser ? `(${text})` : text;
  };
  return `${side(node.left)} ${node.conjunction.toUpperCase()} ${side(
    node.right,
  )}`;
}
