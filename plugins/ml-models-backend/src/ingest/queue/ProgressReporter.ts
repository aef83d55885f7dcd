import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { IngestionProgress } from '../IngestionContext';

/** Where one ingestion stands; the queue writes it with the heartbeat. */
export class ProgressReporter implements IngestionProgress {
  /** bytes that were really read */
  read = 0;
  private done = 0;
  private present = { step: 'discover', bytes: 0 } as {
    step: string;
    bytes: number;
    file?: string;
  };
  private total: number | null = null;

  /** something was reported since the last `take` */
  isChanged = false;

  private write = async () => {};

  /** who writes it down */
  writtenBy(write: () => Promise<void>): void {
    this.write = write;
  }

  flush(): Promise<void> {
    return this.write();
  }

  report(progress: Parameters<IngestionProgress['report']>[0]): void {
    const { step, file, bytes = 0, total } = progress;
    this.present = { step, bytes, ...(file !== undefined && { file }) };
    if (total !== undefined) {
      this.total = total;
    }
    this.isChanged = true;
  }

  finished(bytes: number, read: boolean): void {
    this.done += bytes;
    this.read += read ? bytes : 0;
    this.present = { ...this.present, bytes: 0 };
    this.isChanged = true;
  }

  take(): Wire['Ingestion']['progress'] {
    this.isChanged = false;
    const { bytes, ...where } = this.present;
    return { ...where, bytes: this.done + bytes, total: this.total };
  }
}
