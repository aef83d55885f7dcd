import type { ModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { evolve } from '../evolve';
import type { ModelCommand } from '../ModelCommand';
import type { ModelState } from '../ModelState';
import { plan } from '../plan';

/** When everything in these tests happens. */
export const at = '2026-03-01T12:00:00.000Z';

/** The state of one model after commands, without a store. */
export function after(...commands: ModelCommand[]): ModelState {
  let state: ModelState | undefined;
  let position = 0;
  for (const command of commands) {
    const [{ events }] = plan(
      command,
      { found: state },
      { by: 'user:default/ada', at, newId: () => '1' },
    );
    for (const event of events) {
      position += 1;
      const recorded: ModelEvent = {
        id: `ev-${position}`,
        position,
        streamId: 'mdl-1',
        sequence: position,
        actor: 'user:default/ada',
        recordedAt: at,
        previousHash: '',
        hash: '',
        ...event,
      };
      state = evolve(state, recorded);
    }
  }
  if (!state) {
    throw new Error('nothing registered');
  }
  return state;
}
