import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

export type AdminJobKind = Wire['AdminJob']['kind'];

/** How a job ended. */
export type AdminJobEnd =
  | { state: 'succeeded'; result: NonNullable<Wire['AdminJob']['result']> }
  | { state: 'failed'; error: { code: string; message: string } };

/**
 * What an administrator or the schedule had done, in the database: every replica shows the same, also after a
 * restart. One job runs at a time, under a lease; one whose replica died is failed, `WORKER_DIED`, from then on.
 */
export interface AdminJobStore {
  /** Throws `JOB_RUNNING`, naming what runs. */
  start(
    kind: AdminJobKind,
    requestedBy: string,
    leaseMs: number,
  ): Promise<Wire['AdminJob']>;
  /** Keeps the lease; false when it was lost. */
  renew(id: string, leaseMs: number): Promise<boolean>;
  /** False when the lease was lost before. */
  end(id: string, end: AdminJobEnd): Promise<boolean>;
  get(id: string): Promise<Wire['AdminJob'] | undefined>;
  /** Newest first. */
  list(query: {
    kind?: AdminJobKind;
    state?: Wire['AdminJob']['state'];
    limit: number;
  }): Promise<Wire['AdminJob'][]>;
}
