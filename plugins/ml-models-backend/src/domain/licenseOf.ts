import { readLicense } from '@ml-models/model-bom';
import { declaredOf } from './declaredOf';
import type { DeclaredFacts, VersionState } from './ModelState';

/** What a version says of its licence, and what its files and its card state of themselves. */
export interface VersionLicense {
  declared?: string;
  /** of the first file that states one, else of the card */
  stated?: string;
  /** the file that states it */
  path?: string;
  /** absent where one of the two is missing, or is no licence of the SPDX list: nobody can say then */
  agree?: boolean;
}

/**
 * A file that states another licence than the declared one counts before those that agree. `declaration` is the one
 * that the version was registered with, unless another is asked about.
 */
export function licenseOf(
  version: VersionState,
  label?: string,
  declaration: DeclaredFacts | undefined = declaredOf(version, label),
): VersionLicense {
  const { license: declared, card } = declaration ?? {};
  const stated = [
    ...version.artifacts.map(({ path, stated_license }) => ({
      path,
      licenses: stated_license === undefined ? [] : [stated_license],
    })),
    { path: card?.path, licenses: card?.stated_licenses ?? [] },
  ]
    .filter(({ licenses }) => licenses.length > 0)
    .map(({ path, licenses }) => ({
      ...(path !== undefined && { path }),
      stated: licenses.join(', '),
      ...agreement(declared, licenses),
    }));
  return {
    ...(declared !== undefined && { declared }),
    ...(stated.find(({ agree }) => agree === false) ?? stated.at(0)),
  };
}

/** Several stated licences agree with a declared expression of the same ones: how they combine, a list does not say. */
function agreement(
  declared: string | undefined,
  stated: readonly string[],
): { agree?: boolean } {
  if (declared === undefined) {
    return {};
  }
  const [was, ...each] = [declared, ...stated].map(readLicense);
  if (each.length === 1 && was.expression === each[0].expression) {
    return { agree: true };
  }
  if (![was, ...each].every(({ state }) => state === 'listed')) {
    return {};
  }
  return {
    agree:
      each.length > 1 &&
      idsOf([was.expression]) === idsOf(each.map(one => one.expression)),
  };
}

/** The licences of expressions, each once, in one order. */
function idsOf(expressions: readonly string[]): string {
  const ids = expressions.flatMap(expression =>
    expression.split(/[()]|\s+(?:AND|OR)\s+/).map(id => id.trim()),
  );
  return [...new Set(ids.filter(id => id !== ''))].sort().join(',');
}
