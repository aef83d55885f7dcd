import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { fakeBackend } from '../__testUtils__/fakeBackend';
import { entity, model, versionSummary } from '../__testUtils__/fixtures';
import { MODEL_PATH, modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { inService, servedVersion } from '../__testUtils__/served';
import { RolloutContent } from '../rollout/RolloutContent';
import { VersionsContent } from '../versions/VersionsContent';

const backendOf = (overrides: Partial<Wire['Model']>) =>
  fakeBackend(modelRoutes({ [`GET ${MODEL_PATH}`]: () => model(overrides) }));

describe('Headline', () => {
  it('P14: a blocked version in service is said first and in red on every tab, although a newer one is fine', async () => {
    for (const Content of [RolloutContent, VersionsContent]) {
      const { unmount } = renderPage(
        <Content />,
        backendOf({ inService: inService(servedVersion()) }),
        { entity },
      );

      const blocked = await screen.findByRole('button', {
        name: 'v2 blocked, in service 20 % canary',
      });
      expect(blocked).toHaveAttribute('data-tone', 'error');
      const newest = screen.getByRole('button', {
        name: 'v3 approved, newest',
      });
      expect(newest).toHaveAttribute('data-tone', 'info');
      expect(
        blocked.compareDocumentPosition(newest) &
          Node.DOCUMENT_POSITION_FOLLOWING,
      ).toBeTruthy();
      unmount();
    }
  });

  it('explains what serves it, which bytes, and where the share comes from', async () => {
    renderPage(
      <RolloutContent />,
      backendOf({ inService: inService(servedVersion()) }),
      { entity },
    );

    await userEvent.click(
      await screen.findByRole('button', { name: /^v2 blocked/ }),
    );
    const drawer = await screen.findByRole('dialog', { name: 'In service' });
    expect(within(drawer).getAllByRole('listitem')[0]).toHaveTextContent(
      'DecidesDeployment lora-serving/lora-portrait',
    );
    expect(within(drawer).getByText(/An annotation states/)).toBeVisible();
    expect(within(drawer).getByText(/The share is the declared/)).toBeVisible();
  });

  it('names one version once where the newest is the one in service', async () => {
    renderPage(
      <RolloutContent />,
      backendOf({
        inService: inService(
          servedVersion({
            version: 'v3',
            stage: 'approved',
            word: 'approved',
            concern: 'none',
            share: 1,
            role: 'stable',
          }),
        ),
      }),
      { entity },
    );

    expect(
      await screen.findByRole('button', {
        name: 'v3 approved, in service 100 %, newest',
      }),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'v3 approved, newest' }),
    ).toBeNull();
  });

  it.each([
    ['unwatched', 'no cluster is watched, what is in service is unknown'],
    ['unknown', 'what is in service is unknown'],
    ['not-served', 'not in service'],
  ] as const)('does not take %s for another', async (state, text) => {
    renderPage(
      <RolloutContent />,
      backendOf({ inService: { state, versions: [] } }),
      { entity },
    );
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('says what is not registered by what the workload states, and what is of the future as it came', async () => {
    renderPage(
      <RolloutContent />,
      backendOf({
        inService: inService(
          servedVersion({
            version: null,
            stated: '9.9.9',
            digest: null,
            stage: null,
            word: 'unregistered',
            share: null,
            role: null,
          }),
          servedVersion({ word: 'quarantined', share: null, role: null }),
        ),
      }),
      { entity },
    );
    expect(
      await screen.findByRole('button', {
        name: '9.9.9 is not registered, in service',
      }),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'v2 quarantined, in service' }),
    ).toBeVisible();
  });

  it('says the decision beside the stage', async () => {
    renderPage(
      <RolloutContent />,
      backendOf({ versions: [versionSummary({ risk: 'review' })] }),
      { entity },
    );
    expect(
      await screen.findByRole('button', {
        name: 'v3 approved, needs a review, newest',
      }),
    ).toHaveAttribute('data-tone', 'warning');
  });
});
