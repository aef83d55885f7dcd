import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleAiModel from '@backstage/plugin-catalog-backend-module-ai-model';
import {
  catalogProcessingExtensionPoint,
  EntityProvider,
} from '@backstage/plugin-catalog-node';
import request from 'supertest';
import catalogModuleMlModels from './index';

const LOCATION = 'url:https://example.org/catalog-info.yaml';

function provide(entities: Entity[]) {
  const provider: EntityProvider = {
    getProviderName: () => 'test',
    connect: async connection => {
      await connection.applyMutation({
        type: 'full',
        entities: entities.map(entity => ({
          entity: {
            ...entity,
            metadata: {
              ...entity.metadata,
              annotations: {
                'backstage.io/managed-by-location': LOCATION,
                'backstage.io/managed-by-origin-location': LOCATION,
              },
            },
          },
        })),
      });
    },
  };
  return createBackendModule({
    pluginId: 'catalog',
    moduleId: 'test-provider',
    register: env =>
      env.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        init: async ({ processing }) => processing.addEntityProvider(provider),
      }),
  });
}

const entity = (
  kind: string,
  name: string,
  spec: Entity['spec'],
  apiVersion = 'backstage.io/v1alpha1',
): Entity => ({ apiVersion, kind, metadata: { name }, spec });

const model = (name: string, spec: Entity['spec'] = {}) =>
  entity(
    'MLModel',
    name,
    { type: 'adapter', lifecycle: 'production', owner: 'imaging', ...spec },
    'ml-models/v1alpha1',
  );

async function eventually<T>(
  read: () => Promise<T>,
  done: (value: T) => boolean,
): Promise<T> {
  // As long as the machine needs: the runner's limit ends it.
  for (;;) {
    const value = await read();
    if (done(value)) return value;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

describe('the MLModel kind', () => {
  it('is taken by the catalog with its relations on both sides', async () => {
    const { server } = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleAiModel,
        catalogModuleMlModels,
        mockServices.rootConfig.factory({
          data: { catalog: { processingInterval: { seconds: 1 } } },
        }),
        provide([
          entity('Group', 'imaging', { type: 'team', children: [] }),
          entity('System', 'lora', { owner: 'imaging' }),
          entity('Resource', 'faces', { type: 'dataset', owner: 'imaging' }),
          entity('Component', 'trainer', {
            type: 'service',
            lifecycle: 'production',
            owner: 'imaging',
            dependsOn: ['mlmodel:default/base'],
          }),
          entity('AiResource', 'prompting', {
            type: 'other',
            lifecycle: 'production',
            owner: 'imaging',
          }),
          model('base'),
          model('part'),
          model('broken', { tier: 'tier-9' }),
          model('portrait', {
            system: 'lora',
            baseModel: 'base',
            adapterOf: 'base',
            datasets: ['faces'],
            servedBy: ['trainer'],
            parts: ['part'],
          }),
        ]),
      ],
    });

    const relationsOf = async (ref: string): Promise<string[]> => {
      const [kind, rest] = ref.split(':');
      const response = await request(server).get(
        `/api/catalog/entities/by-name/${kind}/${rest}`,
      );
      return ((response.body.relations ?? []) as Entity['relations'])!
        .map(({ type, targetRef }) => `${type} ${targetRef}`)
        .sort();
    };

    const portrait = await eventually(
      () => relationsOf('mlmodel:default/portrait'),
      relations => relations.length >= 7,
    );
    expect(portrait).toEqual([
      'adapterOf mlmodel:default/base',
      'hasBaseModel mlmodel:default/base',
      'hasPart mlmodel:default/part',
      'ownedBy group:default/imaging',
      'partOf system:default/lora',
      'servedBy component:default/trainer',
      'trainedOn resource:default/faces',
    ]);
    const settled = (ref: string, expected: string[]) =>
      eventually(
        () => relationsOf(ref),
        relations => expected.every(relation => relations.includes(relation)),
      ).then(relations =>
        expect(relations).toEqual(expect.arrayContaining(expected)),
      );
    // The upstream AI kinds live beside ours.
    await settled('group:default/imaging', [
      'ownerOf airesource:default/prompting',
      'ownerOf mlmodel:default/portrait',
      'ownerOf mlmodel:default/base',
    ]);
    await settled('system:default/lora', ['hasPart mlmodel:default/portrait']);
    await settled('component:default/trainer', [
      'dependsOn mlmodel:default/base',
      'serves mlmodel:default/portrait',
    ]);
    await settled('mlmodel:default/base', [
      'baseModelOf mlmodel:default/portrait',
      'dependencyOf component:default/trainer',
      'hasAdapter mlmodel:default/portrait',
    ]);
    await settled('mlmodel:default/part', ['partOf mlmodel:default/portrait']);
    await settled('resource:default/faces', [
      'usedToTrain mlmodel:default/portrait',
    ]);

    const all = await request(server).get(
      '/api/catalog/entities?filter=kind=mlmodel',
    );
    expect(all.body.map(stringifyEntityRef).sort()).toEqual([
      'mlmodel:default/base',
      'mlmodel:default/part',
      'mlmodel:default/portrait',
    ]);
  });
});
