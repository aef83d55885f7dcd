import type { Evidence, ModelJoinKind } from '../types';
import type { Workload } from '../workload/Workload';
import { digestsOf, type KnownModel } from './KnownModel';

/** Where a Backstage component says which Kubernetes objects are its own. */
const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const NAME_LABELS = ['app', 'app.kubernetes.io/name'] as const;

/** Models by what a workload may know of them. */
export class ModelIndex {
  private readonly refs = new Map<string, KnownModel>();
  private readonly digests = new Map<string, KnownModel[]>();
  private readonly urls = new Map<string, KnownModel[]>();
  /** By the name of the component; a manifest knows no catalog namespace. */
  private readonly components = new Map<string, KnownModel[]>();

  /** `given`: models were passed, so that a missing one means something. */
  constructor(models: readonly KnownModel[], readonly given: boolean) {
    for (const model of models) {
      this.refs.set(model.ref, model);
      for (const digest of model.versions.flatMap(digestsOf)) {
        append(this.digests, digest, model);
      }
      for (const { url } of model.entity?.artifacts ?? []) {
        if (url !== undefined) append(this.urls, trimUrl(url), model);
      }
      for (const component of model.entity?.servedBy ?? []) {
        if (!component.startsWith('component:')) continue;
        const name = component.slice(component.indexOf('/') + 1);
        append(this.components, name, model);
      }
    }
  }

  byRef(ref: string): KnownModel | undefined {
    return this.refs.get(ref);
  }

  byDigest(digest: string): readonly KnownModel[] {
    return this.digests.get(digest) ?? [];
  }

  byUrl(url: string): readonly KnownModel[] {
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
      const models = this.components.get(name?.toLowerCase() ?? '') ?? [];
      if (!name || !models.length) continue;
      return {
        join: 'entity',
        refs: models.map(model => model.ref),
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
  map: Map<string, KnownModel[]>,
  key: string,
  model: KnownModel,
) {
  const found = map.get(key) ?? [];
  if (!found.includes(model)) found.push(model);
  map.set(key, found);
}

/** An address with and without its last slash is one. */
export function trimUrl(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
