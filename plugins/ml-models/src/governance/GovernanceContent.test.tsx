import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { failure, fakeBackend, FakeRoute } from '../__testUtils__/fakeBackend';
import { entity, verdict } from '../__testUtils__/fixtures';
import { assessment, driftMeasurement } from '../__testUtils__/governance';
import { MODEL_PATH, modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { GovernanceContent } from './GovernanceContent';

const VERSION_PATH = `${MODEL_PATH}/versions/v3`;

function backendWith(overrides: Record<string, FakeRoute> = {}) {
  return fakeBackend(
    modelRoutes({
      [`GET ${VERSION_PATH}/assessment`]: () => assessment(),
      [`GET ${VERSION_PATH}/drift`]: () => ({
        items: [
          driftMeasurement(0.041, '2026-11-20T00:00:00Z'),
          driftMeasurement(0.02, '2026-11-19T00:00:00Z'),
        ],
        nextCursor: null,
      }),
      ...overrides,
    }),
  );
}

const RECORDED = '2026-11-20T10:00:00Z';

const openReview = {
  id: 'rev-1',
  subject: 'tier-change' as const,
  reason: 'tier-2 was declared in git.',
  version: 'v3',
  requestedAt: '2026-11-19T10:00:00Z',
  state: 'open' as const,
};

describe('GovernanceContent', () => {
  it('draws the tier’s threshold into the drift chart', async () => {
    renderPage(<GovernanceContent />, backendWith(), { entity });

    const chart = await screen.findByRole('img', {
      name: 'drift_score: 2 measurements, latest 0.041, threshold 0.03',
    });
    expect(await within(chart).findByText('threshold 0.03')).toBeVisible();
    const line = chart.querySelector('[data-testid="threshold"] line');
    const y = Number(line?.getAttribute('y1'));
    expect(line?.getAttribute('y2')).toBe(String(y));
    const passing = chart.querySelector('circle');
    expect(Number(passing?.getAttribute('cy'))).toBeGreaterThan(y);
    expect(chart.querySelectorAll('[data-breach]')).toHaveLength(1);
  });

  it('says which tier counts, why, what happens next and who decided', async () => {
    renderPage(<GovernanceContent />, backendWith(), { entity });

    expect(
      await screen.findByText(/nobody has approved the laxer tier/),
    ).toBeVisible();
    expect(screen.getByText(/\(declared: tier-2\)/)).toBeVisible();
    expect(screen.getByText(/^close the gap/).closest('p')).toHaveTextContent(
      'Next: close the gap ‘Limitations are stated’ – The card has no section on limitations.',
    );
    expect(screen.getByText('Reviewed by the imaging team.')).toBeVisible();
    for (const name of ['Map', 'Measure', 'Manage', 'Govern']) {
      expect(screen.getByRole('heading', { name })).toBeVisible();
    }
  });

  it('gives every metric a row with its own verdict, samples and age', async () => {
    const metric = (
      name: string,
      overrides: Partial<Wire['MetricVerdict']>,
    ): Wire['MetricVerdict'] => ({
      metric: name,
      verdict: verdict({ word: 'within threshold' }),
      ...overrides,
    });
    renderPage(
      <GovernanceContent />,
      backendWith({
        [`GET ${VERSION_PATH}/assessment`]: () =>
          assessment({
            metrics: [
              metric('drift_score', {
                score: 0.041,
                threshold: 0.03,
                samples: 5000,
                verdict: verdict({ word: 'above threshold', concern: 'bad' }),
              }),
              metric('latency_ms', {
                score: 12,
                threshold: null,
                verdict: verdict({ word: 'no threshold', level: 'unknown' }),
              }),
            ],
          }),
      }),
      { entity },
    );

    const table = await screen.findByRole('table', {
      name: 'Metrics of this version',
    });
    const [, drift, latency] = within(table).getAllByRole('row');
    expect(drift).toHaveTextContent(
      /drift_score.*above threshold.*0.041.*0.03.*5.000/,
    );
    expect(drift.querySelector('[data-tone]')).toHaveAttribute(
      'data-tone',
      'error',
    );
    expect(latency).toHaveTextContent(/no threshold.*12none.*not stated/);
    expect(latency.querySelector('[data-tone]')).toHaveAttribute(
      'data-tone',
      'neutral',
    );
  });

  it('says decisions, tiers, people and whose turn it is in words', async () => {
    renderPage(
      <GovernanceContent />,
      backendWith({
        [`GET ${VERSION_PATH}/assessment`]: () =>
          assessment({
            decision: 'review',
            reviews: [openReview],
            decisions: [
              {
                type: 'VersionBlocked',
                reason: 'Drift.',
                at: RECORDED,
                by: 'user:default/ada',
              },
              { type: 'VersionQuarantined', reason: 'New.', at: RECORDED },
            ],
          }),
      }),
      { entity },
    );

    const table = await screen.findByRole('table', { name: 'Decisions' });
    expect(within(table).getByText('blocked')).toBeVisible();
    expect(within(table).getByText('version quarantined')).toBeVisible();
    expect(within(table).getByRole('link', { name: /ada/ })).toBeVisible();
    const standing = screen.getByRole('region', {
      name: 'Where this version stands',
    });
    expect(standing).toHaveTextContent(
      'strictest tier (tier-3: blocks by itself)',
    );
    expect(standing).toHaveTextContent('Change to a laxer tier');
    expect(standing).toHaveTextContent('Whose turn: a reviewer');
  });

  it('gives a requirement no other level than its own', async () => {
    const row = (title: string, level?: Wire['Level']) => ({
      id: title,
      function: 'map' as const,
      subcategory: 'MAP 1.1',
      title,
      state: 'met' as const,
      reason: 'It is.',
      ...(level && { level }),
    });
    renderPage(
      <GovernanceContent />,
      backendWith({
        [`GET ${VERSION_PATH}/assessment`]: () =>
          assessment({
            requirements: [row('Intended use', 'declared'), row('Owner')],
          }),
      }),
      { entity },
    );

    expect(
      await screen.findByRole('button', {
        name: 'Intended use: met, declared',
      }),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Owner: met' })).toBeVisible();
    expect(screen.queryByText('measured')).toBeNull();
  });

  it('says what a decision does and wants a comment before it is made', async () => {
    const bodies: unknown[] = [];
    let open = true;
    const backend = backendWith({
      [`GET ${VERSION_PATH}/assessment`]: () =>
        assessment({ reviews: open ? [openReview] : [] }),
      [`POST ${VERSION_PATH}/reviews/rev-1`]: ({ body }) => {
        bodies.push(body);
        open = false;
        return assessment();
      },
    });
    renderPage(<GovernanceContent />, backend, { entity });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog).getByText(
        'The laxer tier declared in git counts from now on.',
      ),
    ).toBeVisible();
    const approve = within(dialog).getByRole('button', { name: 'Approve' });
    expect(approve).toBeDisabled();
    await userEvent.type(within(dialog).getByRole('textbox'), 'Agreed.');
    await userEvent.click(approve);

    await waitFor(() =>
      expect(bodies).toEqual([{ decision: 'approve', comment: 'Agreed.' }]),
    );
    await waitFor(() => expect(screen.queryByText('1 open review')).toBeNull());
  });

  it('keeps the dialog open and says so when the decision was refused', async () => {
    const backend = backendWith({
      [`GET ${VERSION_PATH}/assessment`]: () =>
        assessment({ reviews: [openReview] }),
      [`POST ${VERSION_PATH}/reviews/rev-1`]: () =>
        failure(403, 'You may not decide reviews'),
    });
    renderPage(<GovernanceContent />, backend, { entity });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('textbox'), 'No.');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Reject' }),
    );

    expect(
      await within(dialog).findByText('You may not decide reviews'),
    ).toBeVisible();
  });

  it('shows the drift although the assessment cannot be read', async () => {
    renderPage(
      <GovernanceContent />,
      backendWith({
        [`GET ${VERSION_PATH}/assessment`]: () =>
          failure(500, 'The policy is broken'),
      }),
      { entity },
    );

    expect(await screen.findByText('The policy is broken')).toBeVisible();
    expect(
      await screen.findByRole('img', { name: /drift_score/ }),
    ).toBeVisible();
  });
});
