import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { filesBelow, inRepository } from '../support/repository';

export interface SourceImport {
  /** path of the importing file inside the repository */
  file: string;
  /** module as written */
  module: string;
  /** erased by the compiler */
  typeOnly: boolean;
}

const SHIPPED = /\.(ts|tsx)$/;
const NOT_SHIPPED =
  /(\.test\.|\.d\.ts$|\/testing\/|^testing\/|testUtils|setupTests)/;

/** Imports, re-exports, `import()` and `require()` of every shipped source file of a package. */
export function shippedImports(packageFolder: string): SourceImport[] {
  const source = inRepository(packageFolder, 'src');
  return filesBelow(source)
    .filter(path => SHIPPED.test(path) && !NOT_SHIPPED.test(path))
    .flatMap(path =>
      importsOf(
        join(packageFolder, 'src', path),
        readFileSync(join(source, path), 'utf8'),
      ),
    );
}

export function importsOf(file: string, text: string): SourceImport[] {
  const found: SourceImport[] = [];
  const visit = (node: ts.Node) => {
    if (
      ts.isImportDeclaration(node) &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const onlyTypes =
        clause?.isTypeOnly ||
        (clause !== undefined &&
          !clause.name &&
          named !== undefined &&
          ts.isNamedImports(named) &&
          named.elements.length > 0 &&
          named.elements.every(element => element.isTypeOnly));
      found.push({
        file,
        module: node.moduleSpecifier.text,
        typeOnly: Boolean(onlyTypes),
      });
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      found.push({
        file,
        module: node.moduleSpecifier.text,
        typeOnly: node.isTypeOnly,
      });
    } else if (
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(node.expression) &&
          node.expression.text === 'require')) &&
      node.arguments.length > 0 &&
      ts.isStringLiteral(node.arguments[0])
    ) {
      found.push({ file, module: node.arguments[0].text, typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}
