import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { readDocuments } from '@ml-models/bounded-text';
import { assessPosture } from '@ml-models/serving-posture';
import { rolloutsOf } from '../../domain/served/rolloutsOf';
import { servingOnly } from '../../domain/served/ServedFact';
import { upcast } from '../../domain/upcast';
import { servingChanges, ServingLook } from './servingChanges';
import {
  EMPTY_SERVING_RECORD,
  foldServing,
  ServingRecord,
} from './ServingRecord';

const folder = resolve(
  __dirname,
  '../../../../../examples/manifests/lora-training',
);
const digest = `sha256:${'1'.repeat(64)}`;
const digestOf = (version: string) =>
  version === '1.0.0' ? digest : undefined;

function look(
  edit: (path: string, text: string) => string | undefined = (_, text) => text,
): ServingLook {
  const files = readdirSync(folder).flatMap(path => {
    const text = edit(path, readFileSync(join(folder, path), 'utf8'));
    return text === undefined ? [] : [{ path, text }];
  });
  const report = assessPosture({
    objects: files.flatMap(({ text }) => readDocuments(text)),
    entities: [],
    cluster: 'demo',
  });
  const workloads = servingOnly(report.workloads).filter(
    ({ model }) => model.ref === 'mlmodel:default/lora-portrait',
  );
  return {
    cluster: 'demo',
    seenIn: 'manifests',
    workloads,
    rollouts: rolloutsOf(report.rollouts, workloads),
    complete: true,
  };
}

function recorded(
  record: ServingRecord,
  changes: ReturnType<typeof servingChanges>,
): ServingRecord {
  return changes.reduce(
    (state, change, index) =>
      foldServing(state, {
        ...change,
        sequence: state.sequence + index + 1,
      } as ModelEvent),
    record,
  );
}

describe('servingChanges', () => {
  const first = servingChanges(EMPTY_SERVING_RECORD, look(), digestOf);
  const record = recorded(EMPTY_SERVING_RECORD, first);

  it('records what a first look shows', () => {
    expect(first).toEqual([
      {
        type: 'ModelDeployed',
        data: {
          cluster: 'demo',
          deployment: 'lora-training/Deployment/lora-renderer',
          seen_in: 'manifests',
          version: '1.0.0',
          manifest_digest: digest,
          evidence: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        },
      },
      {
        type: 'PostureChanged',
        data: expect.objectContaining({
          port: 8080,
          from: null,
          to: 'enforced-unconfirmed',
        }),
      },
      {
        type: 'RolloutAdvanced',
        data: expect.objectContaining({
          from: null,
          to: 'declared',
          seen_in: 'manifests',
          weight: 'declared',
        }),
      },
    ]);
  });

  it('records nothing when nothing changed', () => {
    expect(servingChanges(record, look(), digestOf)).toEqual([]);
  });

  it('P6: written in manifests is one thing, seen in a cluster another; an event of old is no news', () => {
    const seen = servingChanges(
      record,
      { ...look(), seenIn: 'cluster' },
      digestOf,
    );
    expect(seen).toEqual([
      {
        type: 'ModelDeployed',
        data: expect.objectContaining({ seen_in: 'cluster' }),
      },
    ]);
    const old = first.map(({ type, data }) => {
      const { seen_in: _, weight: __, ...before } = { weight: '', ...data };
      return upcast(type, 1, before) as (typeof first)[number];
    });
    expect(old.map(({ data }) => data.seen_in)).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(
      servingChanges(recorded(EMPTY_SERVING_RECORD, old), look(), digestOf),
    ).toEqual([]);
  });

  it('P6: shares of a controller and of an author are not mixed', () => {
    const { rollouts, ...rest } = look();
    const [rollout] = rollouts;
    const [stable, canary] = rollout.arms;
    const reported = {
      ...rollout,
      arms: [
        { ...stable, weights: { ...stable.weights, controller: 0.7 } },
        canary,
      ],
    };
    expect(
      servingChanges(record, { ...rest, rollouts: [reported] }, digestOf),
    ).toEqual([
      {
        type: 'RolloutAdvanced',
        data: expect.objectContaining({
          weight: 'controller',
          weights: { 'subset v1': 0.7, 'subset v2-experimental': null },
        }),
      },
    ]);
  });

  it('records a policy that no longer demands mutual TLS', () => {
    const changes = servingChanges(
      record,
      look((_, text) => text.replace('STRICT', 'PERMISSIVE')),
      digestOf,
    );
    expect(changes).toEqual([
      {
        type: 'PostureChanged',
        data: expect.objectContaining({
          from: 'enforced-unconfirmed',
          to: 'not-enforced-unmeasured',
        }),
      },
    ]);
  });

  it('records moved weights', () => {
    const changes = servingChanges(
      record,
      look((_, text) =>
        text
          .replace('weight: 90', 'weight: 50')
          .replace('weight: 10', 'weight: 50'),
      ),
      digestOf,
    );
    expect(changes).toEqual([
      {
        type: 'RolloutAdvanced',
        data: expect.objectContaining({
          weights: { 'subset v1': 0.5, 'subset v2-experimental': 0.5 },
        }),
      },
    ]);
  });

  it('records a workload that is gone, but only when everything could be read', () => {
    const without = look((path, text) =>
      path === 'lora-renderer.yaml' ? undefined : text,
    );
    expect(servingChanges(record, without, digestOf)).toEqual([
      {
        type: 'ModelUndeployed',
        data: expect.objectContaining({ version: '1.0.0' }),
      },
    ]);
    expect(
      servingChanges(record, { ...without, complete: false }, digestOf),
    ).toEqual([]);
  });

  it('leaves out a version that the registry does not know', () => {
    const [deployed] = servingChanges(
      EMPTY_SERVING_RECORD,
      look(),
      () => undefined,
    );
    expect(deployed.data).not.toHaveProperty('version');
    expect(deployed.data).not.toHaveProperty('manifest_digest');
  });
});
