import { screen } from '@testing-library/react';
import { renderTestApp } from '@backstage/frontend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { holdsModels, usesModels } from './cards/relatedModels';
import { mlModelsApiRef } from './api/mlModelsApiRef';
import { mlModelsPlugin } from './plugin';
import { fakeBackend } from './__testUtils__/fakeBackend';
import { entity } from './__testUtils__/fixtures';
import { modelRoutes } from './__testUtils__/modelRoutes';

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
) {
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: page }),
      mlModelsPlugin.getExtension(extension),
    ],
    apis: [[mlModelsApiRef, fakeBackend(modelRoutes()).client]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}

describe('mlModelsPlugin', () => {
  it('shows the strip of a model on the page of what serves it', async () => {
    renderOn(component, 'entity-card:ml-models/used-models');
    expect(
      await screen.findByRole('link', { name: 'lora-portrait' }),
    ).toBeVisible();
    expect(await screen.findByRole('group', { name: 'Trust' })).toBeVisible();
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
