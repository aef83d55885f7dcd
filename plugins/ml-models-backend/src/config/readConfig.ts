import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readSchedulerServiceTaskScheduleDefinitionFromConfig } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { SEVERITIES, type Severity } from '@ml-models/model-formats';
import {
  GovernancePolicyConfig,
  resolveGovernancePolicy,
} from '@ml-models/model-governance';
import { DAY_MS } from '../domain/limits';
import type {
  AdministrationConfig,
  IngestionConfig,
  ManifestsConfig,
  MlModelsConfig,
} from './MlModelsConfig';
import { readBytes } from './readBytes';

const GIB = 1024 ** 3;

/** Reads `mlModels`. Throws `InputError`, `GovernanceError` or the config reader's own error at start for what cannot be meant. */
export function readConfig(root: Config): MlModelsConfig {
  const config = root.getOptionalConfig('mlModels');
  return {
    ingestion: readIngestion(config?.getOptionalConfig('ingestion')),
    governance: resolveGovernancePolicy(
      config?.getOptional<GovernancePolicyConfig>('governance'),
    ),
    serving: {
      manifests: readManifests(config),
      frequency: readDuration(config, 'serving.frequency', { seconds: 30 }),
      staleAfterMs: durationToMilliseconds(
        readDuration(config, 'serving.staleAfter', { minutes: 5 }),
      ),
    },
    metrics: { public: config?.getOptionalBoolean('metrics.public') ?? false },
    administration: readAdministration(config),
  };
}

function readIngestion(config: Config | undefined): IngestionConfig {
  const limits = config?.getOptionalConfig('limits');
  const fileBytes = readBytes(limits, 'fileBytes', 64 * GIB);
  const spoolBytes = readBytes(limits, 'spoolBytes', 128 * GIB);
  return {
    roots: (config?.getOptionalStringArray('roots') ?? []).map(root =>
      resolve(root),
    ),
    schedule: {
      frequency: { minutes: 1 },
      timeout: { minutes: 10 },
      initialDelay: { seconds: 2 },
      ...readSchedule(config?.getOptionalConfig('schedule')),
    },
    concurrency: readCount(config, 'concurrency', 2, 64),
    fetches: readCount(config, 'fetches', 8, 64),
    limits: {
      fileBytes,
      versionBytes: readBytes(limits, 'versionBytes', 256 * GIB),
      files: readCount(limits, 'files', 2_000, 20_000),
      uploadBytes: readBytes(limits, 'uploadBytes', fileBytes),
      spoolBytes,
      callerSpoolBytes: readBytes(
        limits,
        'callerSpoolBytes',
        Math.floor(spoolBytes / 2),
      ),
      spoolFreeBytes: readBytes(limits, 'spoolFreeBytes', GIB / 2),
    },
    refuseAtSeverity: readSeverity(config),
    allowUnsupported: config?.getOptionalBoolean('allowUnsupported') ?? false,
    spoolDirectory: resolve(
      config?.getOptionalString('spoolDirectory') ??
        join(tmpdir(), 'backstage-plugin-ml-models'),
    ),
  };
}

function readAdministration(config: Config | undefined): AdministrationConfig {
  const days = (key: string, fallback: number) =>
    readAge(config, `retention.${key}`, { days: fallback });
  const directory = config?.getOptionalString('backup.directory');
  return {
    retention: {
      ingestionsMs: days('ingestions', 90),
      finishedFilesMs: days('finishedFiles', 30),
      orphansMs: days('orphanDocuments', 7),
      measurementsMs: days('measurements', 90),
      uploadsMs: days('uploads', 7),
      jobsMs: days('jobs', 90),
    },
    retentionFrequency: readDuration(config, 'retention.frequency', {
      hours: 6,
    }),
    verificationFrequency: readDuration(config, 'verification.frequency', {
      hours: 24,
    }),
    ...(directory !== undefined && { backupDirectory: resolve(directory) }),
    queueStuckAfterMs: readAge(config, 'readiness.queueStuckAfter', {
      minutes: 15,
    }),
  };
}

/** ms; a date that lies further back has no form that rows are compared by */
const MAX_AGE_MS = 100 * 365.25 * DAY_MS;

/** Milliseconds; a day is the least that rows stay, as an ingestion may take hours. */
function readAge(
  config: Config | undefined,
  key: string,
  fallback: HumanDuration,
): number {
  const ms = durationToMilliseconds(readDuration(config, key, fallback));
  if (key.startsWith('retention.') && ms < DAY_MS) {
    throw new InputError(`mlModels.${key} is at least one day`);
  }
  if (!(ms >= 1_000 && ms <= MAX_AGE_MS)) {
    throw new InputError(`mlModels.${key} is from a second to a hundred years`);
  }
  return ms;
}

function readSchedule(config: Config | undefined) {
  if (!config) {
    return {};
  }
  const { frequency, timeout, initialDelay } =
    readSchedulerServiceTaskScheduleDefinitionFromConfig(config);
  return { frequency, timeout, ...(initialDelay && { initialDelay }) };
}

function readSeverity(config: Config | undefined): Severity {
  const text = config?.getOptionalString('refuseAtSeverity') ?? 'high';
  const severity = SEVERITIES.find(candidate => candidate === text);
  if (!severity) {
    throw new InputError(
      `mlModels.ingestion.refuseAtSeverity is one of ${SEVERITIES.join(', ')}`,
    );
  }
  return severity;
}

function readCount(
  config: Config | undefined,
  key: string,
  fallback: number,
  most: number,
): number {
  const count = config?.getOptionalNumber(key) ?? fallback;
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw new InputError(
      `${key} of mlModels.ingestion is a whole number from 1 to ${most}`,
    );
  }
  return count;
}

function readDuration(
  config: Config | undefined,
  key: string,
  fallback: HumanDuration,
): HumanDuration {
  return config?.has(key) ? readDurationFromConfig(config, { key }) : fallback;
}

function readManifests(config: Config | undefined): ManifestsConfig[] {
  const entries = config?.getOptionalConfigArray('serving.manifests') ?? [];
  const clusters = new Set<string>();
  return entries.map(entry => {
    const cluster = entry.getString('cluster');
    // two folders under one name would overwrite each other's observation
    if (clusters.has(cluster)) {
      throw new InputError(
        `mlModels.serving.manifests names the cluster ${cluster} twice`,
      );
    }
    clusters.add(cluster);
    const path = entry.getOptionalString('path');
    const url = entry.getOptionalString('url');
    if (path !== undefined && url === undefined) {
      return { cluster, path: resolve(path) };
    }
    if (url !== undefined && path === undefined) {
      return { cluster, url };
    }
    throw new InputError(
      `mlModels.serving.manifests: ${cluster} needs exactly one of path and url`,
    );
  });
}
