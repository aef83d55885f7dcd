import { screen } from '@testing-library/react';
import { renderTestApp } from '@backstage/frontend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { holdsModels, usesModels } from './cards/relatedModels';
import { mlModelsApiRef } from './api/mlModelsApiRef';
import { mlModelsPlugin } from './plugin';
import { fakeBackend } from './__testUtils__/fakeBackend';
import { entity, modelSummary } from './__testUtils__/fixtures';
import { modelRoutes } from './__testUtils__/modelRoutes';
import { inService, problem, servedVersion } from './__testUtils__/served';

const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'lora-trainer' },
  relations: [
    { type: 'serves', targetRef: 'mlmodel:default/lora-portrait' },
    { type: 'dependsOn', targetRef: 'mlmodel:default/lora-portrait' },
    { type: 'dependsOn', targetRef: 'resource:default/bucket' },
  ],
};

const group: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'team-imaging' },
  relations: [
    { type: 'ownerOf', targetRef: 'mlmodel:default/lora-portrait' },
    { type: 'ownerOf', targetRef: 'component:default/lora-trainer' },
  ],
};

function renderOn(
  page: Entity,
  extension: Parameters<typeof mlModelsPlugin.getExtension>[0],
  backend = fakeBackend(modelRoutes()),
) {
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: page }),
      mlModelsPlugin.getExtension(extension),
    ],
    apis: [[mlModelsApiRef, backend.client]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}

describe('mlModelsPlugin', () => {
  it('shows what is in service, who has to act and the strip on the page of what serves it', async () => {
    const served = modelSummary({
      inService: inService(servedVersion()),
      problems: [problem()],
    });
    const backend = fakeBackend({
      'GET /models': () => ({ items: [served], nextCursor: null }),
    });
    renderOn(component, 'entity-card:ml-models/used-models', backend);
    expect(
      await screen.findByRole('link', { name: 'lora-portrait' }),
    ).toBeVisible();
    const item = await screen.findByRole('region', {
      name: 'Machine-learning models in use',
    });
    expect(item).toHaveTextContent('In servicev2 blocked 20 %');
    expect(item).toHaveTextContent('Newestv3');
    expect(item).toHaveTextContent('v2 is blocked and in service');
    expect(await screen.findByRole('group', { name: 'Trust' })).toBeVisible();
  });

  it('asks once for all models of a card, and says which are not registered', async () => {
    const backend = fakeBackend({
      'GET /models': () => ({ items: [modelSummary()], nextCursor: null }),
    });
    const relations = ['lora-portrait', 'refused'].map(name => ({
      type: 'ownerOf',
      targetRef: `mlmodel:default/${name}`,
    }));
    renderOn(
      { ...group, relations },
      'entity-card:ml-models/held-models',
      backend,
    );
    const absent = await screen.findByText('not registered');
    expect(absent.closest('li')).toHaveTextContent('refusednot registered');
    expect(backend.requests).toHaveLength(1);
    expect(decodeURIComponent(backend.requests[0])).toBe(
      'GET /models?modelRef=mlmodel:default/lora-portrait&modelRef=mlmodel:default/refused&limit=2',
    );
  });

  it('lists the models of a group', async () => {
    renderOn(group, 'entity-card:ml-models/held-models');
    expect(
      await screen.findByRole('region', { name: 'Machine-learning models' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('link', { name: 'lora-portrait' }),
    ).toBeVisible();
  });

  it('shows its contents on models', async () => {
    renderOn(entity, 'entity-content:ml-models/versions');
    expect(
      await screen.findByRole('table', { name: 'Versions' }),
    ).toHaveTextContent('also labelled champion');
  });
});

describe('relatedModels', () => {
  it('is about what uses or holds models, never about models themselves', () => {
    expect([usesModels(component), holdsModels(component)]).toEqual([
      true,
      false,
    ]);
    expect([usesModels(group), holdsModels(group)]).toEqual([false, true]);
    expect(usesModels({ ...component, relations: [] })).toBe(false);
    expect(usesModels({ ...component, kind: 'MLModel' })).toBe(false);
  });
});
