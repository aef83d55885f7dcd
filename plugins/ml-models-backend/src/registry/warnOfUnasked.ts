import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Extensions } from './registerExtensions';

/** A door that is open and leads nowhere must not look like one that leads somewhere. */
export function warnOfUnasked(
  extensions: Pick<Extensions, 'meshes' | 'signals'>,
  logger: LoggerService,
): void {
  for (const kind of ['meshes', 'signals'] as const) {
    for (const { name } of extensions[kind]) {
      logger.warn(`${name} is registered, but ${kind} are not asked yet`);
    }
  }
}
