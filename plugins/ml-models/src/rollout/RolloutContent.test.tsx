import { screen, within } from '@testing-library/react';
import { deployments, rollout } from '../__testUtils__/cluster';
import { fakeBackend } from '../__testUtils__/fakeBackend';
import { entity, MANIFEST_DIGEST } from '../__testUtils__/fixtures';
import { MODEL_PATH, modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { armShares } from './armShares';
import { RolloutContent } from './RolloutContent';

describe('RolloutContent', () => {
  it('shows 90 to 10 as declared, and nothing as measured', async () => {
    renderPage(<RolloutContent />, fakeBackend(modelRoutes()), { entity });

    const bar = await screen.findByRole('img', {
      name: 'Declared: stable subset v1 90 %, canary subset v2-experimental 10 %',
    });
    const widths = [...bar.children].map(arm => getComputedStyle(arm).width);
    expect(widths).toEqual(['90%', '10%']);
    expect(screen.getByText('not reported')).toBeVisible();
    expect(screen.getByText('not measured')).toBeVisible();
    expect(screen.queryByRole('img', { name: /Observed/ })).toBeNull();
    expect(
      screen.getByText(/No DestinationRule defines the subset v1/),
    ).toBeVisible();
    expect(
      screen.getByText('canary · declared in manifests; no controller speaks'),
    ).toBeVisible();
    expect(screen.getByText(/^Define the subset/)).toBeVisible();
    expect(screen.queryByText('subset_not_defined')).toBeNull();
    expect(
      screen.getByText(
        'kubectl get VirtualService lora-trainer-route --namespace lora-training --output yaml',
      ),
    ).toBeVisible();
  });

  it('P14: names the model version of each arm with its stage and signature', async () => {
    const [stable, canary] = rollout.arms;
    const arms = [
      stable,
      {
        ...canary,
        served: {
          version: 'v2',
          digest: MANIFEST_DIGEST,
          stage: 'blocked' as const,
          decision: 'block' as const,
          signature: 'none' as const,
          word: 'blocked',
          concern: 'bad' as const,
        },
      },
    ];
    renderPage(
      <RolloutContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}/deployments`]: () => ({
            ...deployments,
            rollouts: [{ ...rollout, arms }],
          }),
        }),
      ),
      { entity },
    );

    expect(
      await screen.findByRole('img', {
        name: 'Declared: stable subset v1 90 %, canary v2 10 %',
      }),
    ).toBeVisible();
    const table = screen.getByRole('table', { name: 'Arms' });
    const [, , row] = within(table).getAllByRole('row');
    expect(row).toHaveTextContent(
      /v2 blocked.*blocked.*not signed.*3053eb9f74cd/,
    );
    expect(row.querySelector('[data-tone]')).toHaveAttribute(
      'data-tone',
      'error',
    );
  });
});

describe('armShares', () => {
  it('is undefined where a source states nothing', () => {
    expect(armShares(rollout, 'observed')).toBeUndefined();
  });

  it('leaves out an arm without a number', () => {
    const [stable, canary] = rollout.arms;
    const half = {
      ...rollout,
      arms: [
        stable,
        { ...canary, weights: { ...canary.weights, declared: null } },
      ],
    };
    expect(armShares(half, 'declared')).toEqual([
      {
        ref: 'subset v1',
        name: 'subset v1',
        role: 'stable',
        version: null,
        share: 0.9,
      },
    ]);
  });
});
