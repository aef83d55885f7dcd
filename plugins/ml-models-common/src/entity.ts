import { Entity } from '@backstage/catalog-model';
import type { Dimension } from '@ml-models/model-formats';
import type { Wire } from './wire';

/** API group and version of the kind; the only place where they are written. @public */
export const ML_MODEL_API_VERSION = 'ml-models/v1alpha1';
/** @public */
export const ML_MODEL_KIND = 'MLModel';

/** The model's risk tier: tier-1 monitors, tier-2 asks a human, tier-3 blocks. @public */
export type DeclaredTier = Wire['Tier'];

/** One file of a version as declared: exactly one of `path` and `url`. @public */
export type DeclaredArtifact = {
  /** relative to the folder of the catalog file, inside the configured roots */
  path?: string;
  /** https URL of a configured integration or allowed host */
  url?: string;
  /** `sha256:` + 64 lower-case hex digits */
  digest?: string;
  /** relative path or URL of a signature bundle */
  signature?: string;
};

/** An input or output as declared. @public */
export type DeclaredValue = {
  name: string;
  dtype?: string;
  /** numbers, symbolic names, `null` for unknown; `null` for unknown rank */
  shape?: Dimension[] | null;
};

/**
 * `kind: MLModel`: what a model is, as declared in git. The catalog's schema leaves the seven fields of
 * registration optional, so that an incomplete model still shows with what it lacks; the registry refuses it.
 * @public
 */
export interface MlModelEntityV1alpha1 extends Entity {
  apiVersion: typeof ML_MODEL_API_VERSION;
  kind: typeof ML_MODEL_KIND;
  spec: {
    /** `classifier`, `adapter`, `llm`, … */
    type: string;
    lifecycle: string;
    owner: string;
    system?: string;
    version?: string;
    task?: string;
    framework?: string;
    /** SPDX licence expression */
    license?: string;
    intendedUse?: string;
    limitations?: string;
    tier?: DeclaredTier;
    publisher?: string;
    dataSensitivity?: string;
    artifacts?: DeclaredArtifact[];
    inputs?: DeclaredValue[];
    outputs?: DeclaredValue[];
    /** entity reference of an MLModel this one was derived from */
    baseModel?: string;
    /** entity reference of the MLModel that this adapter applies to */
    adapterOf?: string;
    /** entity references of Resources (or other entities) this model was trained on */
    datasets?: string[];
    /** entity references of MLModels that this one is composed of */
    parts?: string[];
    /** entity references of Components that serve this model */
    servedBy?: string[];
    serving?: {
      /** service accounts or principals that are meant to call the model */
      allowedCallers?: string[];
    };
    /** Markdown file with the model card, relative to the catalog file */
    card?: string;
    changelogUrl?: string;
  };
}

/** True for an entity of this kind; says nothing about how complete it is. @public */
export function isMlModelEntity(
  entity: Entity,
): entity is MlModelEntityV1alpha1 {
  return (
    entity.kind.toLocaleLowerCase('en-US') ===
    ML_MODEL_KIND.toLocaleLowerCase('en-US')
  );
}
