import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { AdministrationConfig } from '../config/MlModelsConfig';
import { DomainError } from '../domain/DomainError';
import type { AdminJobStore } from '../store/AdminJobStore';
import type { Maintenance } from '../store/Maintenance';
import type { ModelStore } from '../store/ModelStore';
import { AdminJobs, AdminJobsOptions, AdminTask } from './AdminJobs';
import {
  FIRST_RETENTION_MS,
  FIRST_VERIFICATION_MS,
  SCHEDULED_TIMEOUT_MS,
} from './limits';

export interface AdministrationDependencies {
  config: AdministrationConfig;
  models: ModelStore;
  jobs: AdminJobStore;
  maintenance: Maintenance;
  /** a job came to its end here */
  ended?: AdminJobsOptions['ended'];
  scheduler: SchedulerService;
  logger: LoggerService;
}

/** What keeps the registry in order, by hand and on the schedule. */
export interface Administration {
  jobs: AdminJobs;
  /**
   * Verifies the whole registry and waits for the result, together with a verification that runs already. Throws
   * `JOB_RUNNING` when another kind of job does, `VERIFICATION_FAILED` when it came to no result.
   */
  verify(requestedBy: string): Promise<Wire['Verification']>;
  /** the last one of the whole registry, whichever replica made it */
  lastVerification(): Promise<Wire['Verification'] | undefined>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createAdministration(
  deps: AdministrationDependencies,
): Administration {
  const { config, models, maintenance, scheduler, logger } = deps;
  const verify: AdminTask = async signal => {
    const verification = await models.verify(signal);
    if (!verification.ok) {
      logger.error('The registry is not what was recorded', {
        problems: JSON.stringify(verification.problems),
        count: verification.problemCount,
      });
    }
    return { ...verification };
  };
  const jobs = new AdminJobs({
    jobs: deps.jobs,
    ended: deps.ended,
    logger,
    tasks: {
      verify,
      rebuild: signal => models.rebuild(signal),
      retention: signal => maintenance.purge(config.retention, signal),
      backup: async () => ({ ...(await backup()) }),
    },
  });

  function backup() {
    const { backupDirectory } = config;
    if (backupDirectory === undefined) {
      throw new DomainError(
        'BACKUP_NOT_CONFIGURED',
        'mlModels.backup.directory names no folder for it',
      );
    }
    return maintenance.backup(backupDirectory);
  }

  return {
    jobs,
    async verify(requestedBy) {
      const { id } = await jobs.join('verify', requestedBy);
      const job = await jobs.ended(id);
      if (job?.state !== 'succeeded') {
        throw new DomainError(
          'VERIFICATION_FAILED',
          `the verification came to no result: ${
            job?.error?.message ?? 'its job is gone'
          }`,
        );
      }
      return verificationOf(job);
    },
    async lastVerification() {
      const [job] = await deps.jobs.list({
        kind: 'verify',
        state: 'succeeded',
        limit: 1,
      });
      return job && verificationOf(job);
    },
    async start() {
      await scheduler.scheduleTask({
        id: 'ml-models-verify',
        frequency: config.verificationFrequency,
        timeout: { milliseconds: SCHEDULED_TIMEOUT_MS },
        initialDelay: { milliseconds: FIRST_VERIFICATION_MS },
        fn: () => jobs.runScheduled('verify'),
      });
      await scheduler.scheduleTask({
        id: 'ml-models-retention',
        frequency: config.retentionFrequency,
        timeout: { milliseconds: SCHEDULED_TIMEOUT_MS },
        initialDelay: { milliseconds: FIRST_RETENTION_MS },
        fn: () => jobs.runScheduled('retention'),
      });
    },
    stop: () => jobs.stop(),
  };
}

/** What a job of kind `verify` kept, with when it ended. */
export function verificationOf(job: Wire['AdminJob']): Wire['Verification'] {
  return {
    // a job of this kind keeps nothing else
    ...(job.result as unknown as Wire['Verification']),
    verifiedAt: job.endedAt,
  };
}
