import { readLicense } from '@ml-models/model-bom';
import { declaredOf } from './declaredOf';
import type { VersionState } from './ModelState';

/** What a version says of its licence, and what its files state of themselves. */
export interface VersionLicense {
  declared?: string;
  /** of the first file that states one */
  stated?: string;
  /** the file that states it */
  path?: string;
  /** absent where one of the two is missing, or is no licence of the SPDX list: nobody can say then */
  agree?: boolean;
}

/** A file that states another licence than the declared one counts before those that agree. */
export function licenseOf(
  version: VersionState,
  label?: string,
): VersionLicense {
  const declared = declaredOf(version, label)?.license;
  const stated = version.artifacts.flatMap(({ path, stated_license }) =>
    stated_license === undefined
      ? []
      : [
          {
            path,
            stated: stated_license,
            ...agreement(declared, stated_license),
          },
        ],
  );
  return {
    ...(declared !== undefined && { declared }),
    ...(stated.find(({ agree }) => agree === false) ?? stated.at(0)),
  };
}

function agreement(
  declared: string | undefined,
  stated: string,
): { agree?: boolean } {
  if (declared === undefined) {
    return {};
  }
  const [was, is] = [readLicense(declared), readLicense(stated)];
  if (was.expression === is.expression) {
    return { agree: true };
  }
  return was.state === 'listed' && is.state === 'listed'
    ? { agree: false }
    : {};
}
