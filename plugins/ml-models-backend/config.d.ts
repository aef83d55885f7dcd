import { HumanDuration } from '@backstage/types';

export interface Config {
  /** The registry of machine-learning models. */
  mlModels?: {
    /** How versions are brought in. */
    ingestion?: {
      /**
       * Folders below which declared `path` artifacts may lie; relative ones count from the working directory
       * of the backend. Without any root no local file is read.
       */
      roots?: string[];
      /** How often the catalog is compared with the registry. Default: every minute. */
      schedule?: {
        /** Default: `{ minutes: 1 }` */
        frequency?: HumanDuration | { cron: string };
        /** Default: `{ minutes: 10 }` */
        timeout?: HumanDuration;
        /** Default: `{ seconds: 2 }` */
        initialDelay?: HumanDuration;
      };
      /** Ingestions at the same time in this process of files that lie here: local ones and uploads. Default: 2. */
      concurrency?: number;
      /** Ingestions at the same time that read from other hosts, two of one host at most. Default: 8. */
      fetches?: number;
      /** What one ingestion may cost. A version over a limit is refused. */
      limits?: {
        /** Bytes of one file, such as `50 GiB` or a number. Default: `64 GiB`. */
        fileBytes?: string | number;
        /** Bytes of one version. Default: `256 GiB`. */
        versionBytes?: string | number;
        /** Files of one version. Default: 2000. */
        files?: number;
        /** Bytes of one uploaded file. Default: as `fileBytes`. */
        uploadBytes?: string | number;
        /** Bytes on disk for streams that are being read. Default: `128 GiB`. */
        spoolBytes?: string | number;
        /** Bytes of it that the uploads of one caller may hold. Default: half of `spoolBytes`. */
        callerSpoolBytes?: string | number;
        /** Bytes that stay free on the disk of the spool, which may be the system's own. Default: `512 MiB`. */
        spoolFreeBytes?: string | number;
      };
      /**
       * A scan finding this bad or worse refuses the version: `critical`, `high`, `medium`, `low` or `info`.
       * Default: `high`.
       */
      refuseAtSeverity?: 'critical' | 'high' | 'medium' | 'low' | 'info';
      /**
       * Whether a file whose format is not scanned may register; its version never leaves stage `registered`.
       * Default: false.
       */
      allowUnsupported?: boolean;
      /** Folder for streams and uploads while they are read. Default: a folder of the operating system's. */
      spoolDirectory?: string;
    };
    /** What the tiers do. */
    governance?: {
      /**
       * Counts for a model that declares no tier. Default: `tier-2`. A change counts for each model from its next
       * declaration on; a laxer one needs an approved review like any other.
       */
      defaultTier?: 'tier-1' | 'tier-2' | 'tier-3';
      /**
       * Drift thresholds by tier and metric; a score greater than its threshold is a breach. For `drift_score`
       * 0.15, 0.08 and 0.03 by default. Another metric needs a threshold on each tier; without any it decides
       * `unknown`.
       */
      tiers?: {
        'tier-1'?: { [metric: string]: number };
        'tier-2'?: { [metric: string]: number };
        'tier-3'?: { [metric: string]: number };
      };
      /**
       * What a measurement must have before it may say that all is well; otherwise the verdict is `unknown`. A breach
       * counts whatever stands behind it. A stricter tier demands at least as much as a laxer one.
       */
      drift?: {
        /** Samples behind a score. Default: 30, 100 and 300. */
        minimumSamples?: {
          'tier-1'?: number;
          'tier-2'?: number;
          'tier-3'?: number;
        };
        /** Days after which a measurement says nothing any more. Default: 90, 30 and 7. */
        maximumAgeDays?: {
          'tier-1'?: number;
          'tier-2'?: number;
          'tier-3'?: number;
        };
      };
    };
    /** Where models run. */
    serving?: {
      /** Folders of Kubernetes manifests, each one the picture of one cluster. */
      manifests?: Array<{
        /** Name of the cluster as pages show it. */
        cluster: string;
        /** Folder on the backend's disk; exactly one of `path` and `url`. */
        path?: string;
        /** Folder in a repository of a configured integration. */
        url?: string;
      }>;
      /** How often the manifests are read. Default: `{ seconds: 30 }`. */
      frequency?: HumanDuration;
      /** After this long without a look, what was seen counts as unknown. Default: `{ minutes: 5 }`. */
      staleAfter?: HumanDuration;
    };
    /**
     * How long rows stay that are no history, each at least one day. The newest ingestion of each reference, the
     * newest job of each kind, all events and all documents that they name stay for good.
     */
    retention?: {
      /** How often it is looked at. Default: `{ hours: 6 }`. */
      frequency?: HumanDuration;
      /** Ingestions that came to their end. Default: `{ days: 90 }`. */
      ingestions?: HumanDuration;
      /** Files that were read before: unchanged ones are not read again as long. Default: `{ days: 30 }`. */
      finishedFiles?: HumanDuration;
      /** Documents that no event names, counted from the end of `finishedFiles`. Default: `{ days: 7 }`. */
      orphanDocuments?: HumanDuration;
      /** Raw samples. Default: `{ days: 90 }`. */
      measurements?: HumanDuration;
      /** Closed upload sets that no ingestion took away. Default: `{ days: 7 }`. */
      uploads?: HumanDuration;
      /** What administrators and the schedule had done. Default: `{ days: 90 }`. */
      jobs?: HumanDuration;
    };
    /** The comparison of chain, documents and projections with each other. */
    verification?: {
      /** How often the whole registry is verified. Default: `{ hours: 24 }`. */
      frequency?: HumanDuration;
    };
    /** Copies of an embedded database; PostgreSQL has its own tools. */
    backup?: {
      /** Folder on the backend's disk; without it no copy can be asked for. */
      directory?: string;
    };
    readiness?: {
      /** A queue whose oldest waits longer while nothing runs is stuck. Default: `{ minutes: 15 }`. */
      queueStuckAfter?: HumanDuration;
    };
    metrics?: {
      /** Answer `/api/ml-models/metrics` without a token. Default: false. */
      public?: boolean;
    };
  };
}
