import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { failure, fakeBackend } from '../__testUtils__/fakeBackend';
import { entity, MANIFEST_DIGEST, model } from '../__testUtils__/fixtures';
import { MODEL_PATH, modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { HistoryContent } from './HistoryContent';

function event(position: number, overrides: Partial<Wire['Event']>) {
  return {
    id: `ev-${position}`,
    position,
    streamId: 'mdl-01JD0000000000000000000000',
    sequence: position,
    type: 'VersionApproved',
    data: { version: 'v3' },
    actor: 'user:default/ada',
    recordedAt: '2026-11-20T10:00:00Z',
    previousHash: MANIFEST_DIGEST,
    hash: MANIFEST_DIGEST,
    ...overrides,
  } satisfies Wire['Event'];
}

const blocked = event(40, {
  type: 'VersionBlocked',
  data: { version: 'v3', rule: 'tier-3', reason: 'drift 0.041 > 0.03' },
});
const registered = event(7, {
  type: 'ModelRegistered',
  data: { owner: 'group:default/team-imaging' },
});

const COVERAGE = {
  covered: ['chain'],
  notCovered: [{ section: 'observations', reason: 'they are overwritten' }],
};

function backendWith(verification: unknown = undefined) {
  return fakeBackend(
    modelRoutes({
      [`GET ${MODEL_PATH}`]: ({ url }) =>
        url.searchParams.get('asOf') === '2026-10-31'
          ? model({
              stage: 'validated',
              asOf: {
                asked: '2026-10-31',
                position: 7,
                recordedAt: '2026-10-30T09:00:00Z',
              },
            })
          : model(),
      [`GET ${MODEL_PATH}/events`]: ({ url }) =>
        url.searchParams.get('verify')
          ? { items: [], nextAfter: null, verification }
          : { items: [blocked, registered], nextAfter: null },
    }),
  );
}

describe('HistoryContent', () => {
  it('tells what happened, by whom, with the payload on demand', async () => {
    renderPage(<HistoryContent />, backendWith(), { entity });

    const timeline = await screen.findByRole('list', { name: 'History' });
    const [newest] = await within(timeline).findAllByRole('listitem');
    expect(newest).toHaveTextContent(
      'Version v3 blocked by the rule of the strictest tier (tier-3): drift 0.041 > 0.03',
    );
    expect(within(newest).getByRole('link', { name: /ada/ })).toBeVisible();
    expect(within(newest).getByText(/"rule": "tier-3"/)).toBeInTheDocument();
  });

  it('re-reads the model as of a day, with a banner and a way back', async () => {
    const backend = backendWith();
    renderPage(<HistoryContent />, backend, { entity });

    fireEvent.change(await screen.findByLabelText('See the model as of'), {
      target: { value: '2026-10-31' },
    });

    expect(screen.getByTestId('address')).toHaveTextContent('asOf=2026-10-31');
    expect(
      await screen.findByText('You are looking at the past: 2026-10-31'),
    ).toBeVisible();
    expect(await screen.findByText(/Everything up to event 7/)).toBeVisible();
    expect(
      await screen.findByText('Registered for group:default/team-imaging'),
    ).toBeVisible();
    expect(screen.queryByText(/Version v3 blocked/)).toBeNull();
    expect(backend.requests).toContain(`GET ${MODEL_PATH}?asOf=2026-10-31`);

    await userEvent.click(
      screen.getByRole('button', { name: 'Back to the present' }),
    );
    expect(screen.getByTestId('address')).not.toHaveTextContent('asOf');
    expect(await screen.findByText(/Version v3 blocked/)).toBeVisible();
  });

  it('says that nothing was recorded by then', async () => {
    renderPage(
      <HistoryContent />,
      fakeBackend({
        [`GET ${MODEL_PATH}`]: () => failure(404, 'No such model'),
      }),
      { entity, url: '/?asOf=2020-01-01' },
    );

    expect(
      await screen.findByText('Nothing was recorded about this model by then'),
    ).toBeVisible();
    expect(screen.queryByText('Not registered yet')).toBeNull();
  });

  it('speaks of the chain only after it was verified', async () => {
    renderPage(
      <HistoryContent />,
      backendWith({
        ok: true,
        position: 41,
        headHash: MANIFEST_DIGEST,
        ...COVERAGE,
      }),
      { entity },
    );

    expect(
      await screen.findByText('Not verified on this page yet'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Verify chain' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('are as recorded');
    // what it did not look at is said with it
    expect(alert).toHaveTextContent('observations: they are overwritten');
  });

  it.each([
    ['as recorded', { ok: true }, /documents and projections are as recorded/],
    [
      'not as recorded',
      {
        ok: false,
        problem: { kind: 'DOCUMENT_ALTERED', message: 'a document differs' },
        problemCount: 3,
      },
      /broken\. a document differs 3 problems in all/,
    ],
  ])('H1: shows when the whole registry was verified: %s', async (...row) => {
    const [, found, sentence] = row;
    const recorded = {
      position: 40,
      headHash: MANIFEST_DIGEST,
      verifiedAt: '2026-10-30T09:00:00Z',
      ...COVERAGE,
      ...found,
    };
    renderPage(<HistoryContent />, backendWith(recorded), {
      entity,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Verify chain' }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(sentence);
    expect(alert.querySelector('time')).toHaveAttribute(
      'datetime',
      new Date(recorded.verifiedAt).toISOString(),
    );
    // a colour of success would say more than what was looked at
    expect(alert.className).not.toMatch(/success/i);
  });

  it('names what breaks the chain', async () => {
    renderPage(
      <HistoryContent />,
      backendWith({
        ok: false,
        position: 12,
        headHash: MANIFEST_DIGEST,
        problem: {
          kind: 'EDITED',
          message: 'Event 12 was edited',
          position: 12,
        },
        ...COVERAGE,
      }),
      { entity },
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Verify chain' }),
    );
    const [alert] = await screen.findAllByRole('alert');
    expect(alert).toHaveTextContent(
      'What was recorded is broken at position 12.',
    );
    expect(alert).toHaveTextContent('Event 12 was edited');
  });
});
