/** What the metrics hear of ingestions. */
export interface IngestionObserver {
  ingestionEnded(result: {
    outcome: 'succeeded' | 'refused' | 'failed' | 'cancelled';
    /** from the claim to the end */
    seconds: number;
    /** read and hashed; those of unchanged files are not read again */
    bytes: number;
  }): void;
  /** a provider of another module threw; its answer counts as unknown */
  providerFailed(provider: string): void;
  /** this many workers fell silent, wherever they ran; their rows are tried again or ended */
  workersDied(count: number): void;
  /** an ingestion was begun that had been begun before */
  retried(): void;
  /** all of the catalog was compared with the registry */
  reconciled(): void;
}
