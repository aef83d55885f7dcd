import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DatabaseTrouble } from '../../store/databaseTrouble';

/** `spool`: this replica's directory cannot be used. */
export type Trouble = DatabaseTrouble | 'spool';

const SAID: Record<Trouble, string> = {
  unreachable:
    'The database does not answer; the ingestion waits and tries again',
  full: 'The disk of the database or of the spool is full; the ingestion waits and tries again',
  spool:
    'The directory of the spool cannot be used; this replica takes nothing on until it can',
  lost: 'The database is busy with other writers; the ingestion tries again',
};

/** Says a lasting trouble when it begins and when it is over, and not with each try between. */
export class TroubleLog {
  private readonly present = new Map<
    Trouble,
    { since: number; tries: number }
  >();

  constructor(private readonly logger: LoggerService) {}

  say(trouble: Trouble, error: unknown): void {
    const known = this.present.get(trouble);
    if (known) {
      known.tries += 1;
      return;
    }
    this.present.set(trouble, { since: performance.now(), tries: 1 });
    this.logger.error(SAID[trouble], { error: String(error) });
  }

  over(trouble: Trouble): void {
    const known = this.present.get(trouble);
    if (known) {
      const { since, tries } = known;
      this.present.delete(trouble);
      this.logger.info('The ingestion goes on', {
        trouble,
        tries,
        seconds: Math.round((performance.now() - since) / 1000),
      });
    }
  }
}
