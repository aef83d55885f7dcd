import type { Evidence, ModelJoinKind } from '../types';
import type { Workload } from '../workload/Workload';
import type { ModelEntity } from './ModelEntity';

/** Where a Backstage component says which Kubernetes objects are its own. */
const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const NAME_LABELS = ['app', 'app.kubernetes.io/name'] as const;

/** Models by what a workload may know of them. */
export class ModelIndex {
  private readonly refs = new Map<string, ModelEntity>();
  private readonly digests = new Map<string, ModelEntity[]>();
  private readonly urls = new Map<string, ModelEntity[]>();
  /** By the name of the component; a manifest knows no catalog namespace. */
  private readonly components = new Map<string, ModelEntity[]>();

  /** `given`: entities were passed, so that a missing one means something. */
  constructor(entities: readonly ModelEntity[], readonly given: boolean) {
    for (const entity of entities) {
      this.refs.set(entity.ref, entity);
      for (const { digest, url } of entity.artifacts) {
        if (digest !== undefined) append(this.digests, digest, entity);
        if (url !== undefined) append(this.urls, trimUrl(url), entity);
      }
      for (const component of entity.servedBy) {
        if (!component.startsWith('component:')) continue;
        const name = component.slice(component.indexOf('/') + 1);
        append(this.components, name, entity);
      }
    }
  }

  byRef(ref: string): ModelEntity | undefined {
    return this.refs.get(ref);
  }

  byDigest(digest: string): readonly ModelEntity[] {
    return this.digests.get(digest) ?? [];
  }

  byUrl(url: string): readonly ModelEntity[] {
    return this.urls.get(trimUrl(url)) ?? [];
  }

  byComponent(workload: Workload): {
    join: ModelJoinKind;
    refs: string[];
    evidence: Evidence[];
  } {
    const { object, template } = workload;
    const id =
      template.labels.get(KUBERNETES_ID) ??
      template.annotations.get(KUBERNETES_ID) ??
      object.labels.get(KUBERNETES_ID) ??
      object.annotations.get(KUBERNETES_ID);
    const names: [string, string | undefined][] = [
      [KUBERNETES_ID, id],
      ...NAME_LABELS.map((label): [string, string | undefined] => [
        `label ${label}`,
        template.labels.get(label) ?? object.labels.get(label),
      ]),
      ['name', workload.name],
    ];
    for (const [how, name] of names) {
      const entities = this.components.get(name?.toLowerCase() ?? '') ?? [];
      if (!name || !entities.length) continue;
      return {
        join: 'entity',
        refs: entities.map(entity => entity.ref),
        evidence: [
          {
            ref: object.ref,
            role: 'decides',
            id: 'served_by_component',
            why: `spec.servedBy of the model names component ${name}, which is this workload by its ${how}`,
            value: name,
          },
        ],
      };
    }
    return { join: 'entity', refs: [], evidence: [] };
  }
}

function append(
  map: Map<string, ModelEntity[]>,
  key: string,
  entity: ModelEntity,
) {
  const found = map.get(key) ?? [];
  if (!found.includes(entity)) found.push(entity);
  map.set(key, found);
}

function trimUrl(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
