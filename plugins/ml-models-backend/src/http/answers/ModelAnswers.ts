import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState, VersionState } from '../../domain/ModelState';
import type { PresentServing } from '../../serving/PresentServing';
import type { ModelStore } from '../../store/ModelStore';
import { driftPage } from './driftPage';
import { tensorPage } from './tensorPage';

/** Everything that a past answer names about itself. */
export type AsOfAnswer = NonNullable<Wire['Model']['asOf']>;

/** Brings together what an answer about a model needs: its state, its documents, what is observed. */
export interface ModelAnswers {
  page(page: {
    items: ModelState[];
    nextCursor: string | null;
    total?: number | null;
  }): Promise<Wire['ModelPage']>;
  model(state: ModelState, asOf?: AsOfAnswer): Promise<Wire['Model']>;
  version(
    state: ModelState,
    version: string,
    options?: { past: boolean },
  ): Promise<Wire['ModelVersion']>;
  assessment(state: ModelState, version: string): Promise<Wire['Assessment']>;
  attestations(version: VersionState): Wire['Attestation'][];
  tensors(
    state: ModelState,
    artifact: { version: string; path: string },
    page: { limit: number; cursor?: string },
  ): Promise<Wire['TensorPage']>;
  drift(
    state: ModelState,
    version: string,
    page: { limit: number; cursor?: string },
  ): ReturnType<typeof driftPage>;
  deployments(state: ModelState): Promise<Wire['Deployments']>;
}

export type AnswerSources = {
  models: ModelStore;
  serving: PresentServing;
  tensorPage: typeof tensorPage;
};
