import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ArtifactSource } from './ArtifactSource';
import type { AttestationVerifier } from './AttestationVerifier';
import type { FormatReaderEntry } from './FormatReaderEntry';

/** What brings a version in. @public */
export interface MlModelsIngestionExtensionPoint {
  /** asked before the built-in sources, in order of registration */
  addArtifactSource(source: ArtifactSource): void;
  addFormatReader(reader: FormatReaderEntry): void;
  addAttestationVerifier(verifier: AttestationVerifier): void;
}

/** @public */
export const mlModelsIngestionExtensionPoint =
  createExtensionPoint<MlModelsIngestionExtensionPoint>({
    id: 'ml-models.ingestion',
  });
