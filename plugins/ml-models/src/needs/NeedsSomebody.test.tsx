import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeBackend, FakeRoute } from '../__testUtils__/fakeBackend';
import { entity, ingestion, model } from '../__testUtils__/fixtures';
import { MODEL_PATH, modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { problem } from '../__testUtils__/served';
import { withLayout } from '../__testUtils__/withLayout';
import { OverviewContent } from '../overview/OverviewContent';

const blocked = problem({
  reason: 'Drift of 0.09 is above 0.03.',
  evidence: [{ role: 'decides', why: 'drift_score = 0.09' }],
  cure: {
    text: 'Route the traffic to v3.',
    command: 'kubectl apply -f route.yaml',
    yaml: 'weight: 100',
    tab: 'rollout',
  },
});
const changed = problem({
  id: 'integrity.failed',
  message: 'Other bytes lie at the source of v3',
  subject: 'version v3',
  turn: { role: 'platform' },
  cure: { text: 'Put the file back.', action: 'check-again' },
});

const backendOf = (
  problems: ReturnType<typeof problem>[],
  routes: Record<string, FakeRoute> = {},
) =>
  fakeBackend(
    modelRoutes({
      [`GET ${MODEL_PATH}`]: () => model({ problems }),
      ...routes,
    }),
  );

describe('NeedsSomebody', () => {
  withLayout();

  it('says all problems together, the worst first, each with whose turn it is', async () => {
    renderPage(<OverviewContent />, backendOf([blocked, changed]), { entity });

    const panel = await screen.findByRole('region', {
      name: 'Needs somebody: 2 things',
    });
    const lines = within(panel).getAllByRole('listitem');
    expect(lines[0]).toHaveTextContent(
      'v2 is blocked and in service (20 % canary)',
    );
    expect(lines[0].querySelector('[data-tone]')).toHaveAttribute(
      'data-tone',
      'error',
    );
    expect(
      within(lines[0]).getByRole('link', { name: /team-imaging/ }),
    ).toBeVisible();
    expect(lines[1]).toHaveTextContent('the platform team’s turn');
  });

  it('opens to why it is so and to what really changes it', async () => {
    renderPage(<OverviewContent />, backendOf([blocked]), { entity });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Why, and what to do' }),
    );
    const drawer = await screen.findByRole('dialog');
    expect(
      within(drawer).getByText('Drift of 0.09 is above 0.03.'),
    ).toBeVisible();
    expect(within(drawer).getByText('drift_score = 0.09')).toBeVisible();
    expect(within(drawer).getByText('Route the traffic to v3.')).toBeVisible();
    expect(
      within(drawer).getByText('kubectl apply -f route.yaml'),
    ).toBeVisible();
    expect(within(drawer).getByText('weight: 100')).toBeVisible();
    expect(
      within(drawer).getByRole('link', { name: 'Go to Rollout' }),
    ).toHaveAttribute('href', '/catalog/default/mlmodel/lora-portrait/rollout');
  });

  it('reads the files once more where that is the cure, and says what came of it', async () => {
    const backend = backendOf([changed], {
      [`POST ${MODEL_PATH}/ingestions`]: () => ({ ingestionId: 'ing-2' }),
      'GET /ingestions/ing-2': () =>
        ingestion({ id: 'ing-2', state: 'succeeded' }),
    });
    renderPage(<OverviewContent />, backend, { entity });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Why, and what to do' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Check again' }),
    );
    expect(
      await screen.findByText('Read once more and accepted.'),
    ).toBeVisible();
    expect(backend.requests).toContain(`POST ${MODEL_PATH}/ingestions`);
    const reads = backend.requests.filter(
      request => request === `GET ${MODEL_PATH}`,
    );
    expect(reads.length).toBeGreaterThan(1);
  });

  it('says that nothing waits where the registry says so', async () => {
    renderPage(<OverviewContent />, backendOf([]), { entity });
    expect(
      await screen.findByText('Nothing here waits for anybody.'),
    ).toBeVisible();
  });
});
