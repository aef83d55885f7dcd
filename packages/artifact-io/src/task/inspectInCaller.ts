import { runInThisContext, Script } from 'node:vm';
import type { Inspection } from '@ml-models/model-formats';
import { CALLER_INSPECT_MS } from '../limits';

/** A time limit holds only for the code of a script: this one calls what stands in its global's slot. */
const SLOT = 'ml-models.artifact-io.inspectInCaller';
const CALL = new Script(`globalThis['${SLOT}']()`);

/**
 * Runs `read` in the calling thread for `CALLER_INSPECT_MS` at most, which
 * bounds its memory too. Gives `undefined` when it took longer: then a thread
 * has to read, whose time and memory are watched.
 */
export function inspectInCaller(
  read: () => Inspection,
  timeoutMs = CALLER_INSPECT_MS,
): Inspection | undefined {
  // Not always this module's own global: jest gives each suite another one.
  const slots: { [SLOT]?: () => void } = runInThisContext('globalThis');
  let inspection: Inspection | undefined;
  slots[SLOT] = () => {
    inspection = read();
  };
  try {
    CALL.runInThisContext({ timeout: timeoutMs });
    return inspection;
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      throw error;
    }
    return undefined;
  } finally {
    delete slots[SLOT];
  }
}
