import { screen } from '@testing-library/react';
import { rollout } from '../__testUtils__/cluster';
import { fakeBackend } from '../__testUtils__/fakeBackend';
import { entity } from '../__testUtils__/fixtures';
import { modelRoutes } from '../__testUtils__/modelRoutes';
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
    expect(screen.getByText('canary · progressing')).toBeVisible();
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
      { ref: 'subset v1', role: 'stable', version: null, share: 0.9 },
    ]);
  });
});
