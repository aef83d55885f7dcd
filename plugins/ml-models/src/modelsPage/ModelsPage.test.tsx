import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { failure, fakeBackend, FakeRoute } from '../__testUtils__/fakeBackend';
import {
  incomplete,
  MANIFEST_DIGEST,
  modelSummary,
} from '../__testUtils__/fixtures';
import { renderPage } from '../__testUtils__/renderPage';
import { inService, problem, servedVersion } from '../__testUtils__/served';
import { ModelsPage } from './ModelsPage';

const facets: Wire['Facets'] = {
  total: 128,
  attention: 3,
  facets: {
    attention: [
      { value: 'yes', count: 3 },
      { value: 'no', count: 125 },
    ],
    stage: [
      { value: 'approved', count: 41 },
      { value: 'blocked', count: 2 },
    ],
    owner: [{ value: 'group:default/team-imaging', count: 7 }],
  },
};

const newest = servedVersion({
  version: 'v3',
  stage: 'approved',
  word: 'approved',
  concern: 'none',
  share: 0.8,
  role: 'stable',
});

const well = modelSummary({ problems: [], inService: inService(newest) });

const blocked = modelSummary({
  id: 'mdl-01JD0000000000000000000001',
  modelRef: 'mlmodel:default/fraud-scorer',
  name: 'fraud-scorer',
  title: 'fraud-scorer',
  stage: 'validated',
  inService: inService(servedVersion(), newest),
  problems: [
    problem({ cure: { text: 'Route it away.', tab: 'rollout' } }),
    problem({ id: 'serving.plaintext' }),
    problem({ id: 'signature.none' }),
  ],
});

function backendWith(overrides: Record<string, FakeRoute> = {}) {
  return fakeBackend({
    'GET /models': () => ({ items: [well, blocked], nextCursor: null }),
    'GET /models/facets': () => facets,
    'GET /ingestions': () => ({ items: [], nextCursor: null }),
    ...overrides,
  });
}

const refused: Record<string, FakeRoute> = {
  'GET /ingestions': () => ({ items: [incomplete], nextCursor: null }),
};

describe('ModelsPage', () => {
  it('names its columns, and what their signs mean', async () => {
    renderPage(<ModelsPage />, backendWith());

    const table = await screen.findByRole('table', { name: 'Models' });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(header => header.textContent),
    ).toEqual([
      'Model · owner',
      'In service',
      'Newest',
      'Stage',
      'Tier',
      'Bytes',
      'Scan',
      'Sig',
      'BOM',
      'Card',
      'Drift',
      'Mesh',
    ]);
    const legend = screen.getByRole('list', { name: 'What the signs mean' });
    expect(legend).toHaveTextContent('verified');
    expect(legend).toHaveTextContent('asks for attention');
  });

  it('is one line for a model that is well, and a second where somebody must act', async () => {
    renderPage(<ModelsPage />, backendWith());

    const link = await screen.findByRole('link', { name: 'lora-portrait' });
    expect(link).toHaveAttribute(
      'href',
      '/catalog/default/mlmodel/lora-portrait',
    );
    const [, ...rows] = screen.getAllByRole('row');
    expect(rows).toHaveLength(3);
    expect(rows[2]).toHaveTextContent(
      /v2 is blocked and in service \(20 % canary\).*team-imaging.*ago.*open, and 2 more/,
    );
    expect(within(rows[2]).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/mlmodel/fraud-scorer/rollout',
    );
  });

  it('says what is in service before the newest version, the worst first', async () => {
    renderPage(<ModelsPage />, backendWith());
    await screen.findByRole('link', { name: 'fraud-scorer' });
    const [, first, second] = screen.getAllByRole('row');
    expect(within(first).getAllByRole('cell')[1]).toHaveTextContent('v3 80 %');
    const cell = within(second).getAllByRole('cell')[1];
    expect(cell).toHaveTextContent('v2 blocked 20 %+ v3 80 %');
    expect(cell.querySelector('svg')).toHaveAttribute('data-tone', 'error');
  });

  it.each([
    [undefined, 'unknown'],
    ['unknown', 'unknown'],
    ['unwatched', 'not watched'],
    ['not-served', 'not in service'],
  ] as const)(
    'never says that nothing is served where that is not known: %s',
    async (state, text) => {
      const model = modelSummary({
        problems: [],
        inService: state && { state, versions: [] },
      });
      renderPage(
        <ModelsPage />,
        backendWith({
          'GET /models': () => ({ items: [model], nextCursor: null }),
        }),
      );
      await screen.findByRole('link', { name: 'lora-portrait' });
      const [, row] = screen.getAllByRole('row');
      expect(within(row).getAllByRole('cell')[1]).toHaveTextContent(text);
    },
  );

  it('offers to filter where that divides, and by what needs somebody', async () => {
    const backend = backendWith();
    renderPage(<ModelsPage />, backend);

    expect(await screen.findByText('128 models')).toBeVisible();
    expect(screen.getByRole('group', { name: 'Stage' })).toBeVisible();
    expect(screen.queryByRole('group', { name: 'Owner' })).toBeNull();

    await userEvent.click(
      screen.getByRole('button', { name: '3 need attention' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent('attention=yes');
    await waitFor(() =>
      expect(backend.requests).toContain(
        'GET /models?attention=yes&sort=name&limit=50',
      ),
    );
  });

  it('leads past the filters, and is the main part of the page', async () => {
    renderPage(<ModelsPage />, backendWith());
    const main = await screen.findByRole('main');
    await userEvent.click(
      within(main).getByRole('link', { name: 'Skip to the models' }),
    );
    await screen.findByRole('link', { name: 'lora-portrait' });
    await userEvent.tab();
    expect(screen.getByRole('link', { name: 'lora-portrait' })).toHaveFocus();
  });

  it('keeps the filters in the URL and asks the backend for them', async () => {
    const backend = backendWith();
    renderPage(<ModelsPage />, backend, { url: '/?tier=tier-3' });

    await userEvent.click(
      await screen.findByRole('checkbox', { name: /approved 41/ }),
    );

    expect(screen.getByTestId('address')).toHaveTextContent('stage=approved');
    await waitFor(() =>
      expect(backend.requests).toContain(
        'GET /models?stage=approved&tier=tier-3&sort=name&limit=50',
      ),
    );
    expect(screen.getByText('Stage: approved')).toBeVisible();

    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(/^\/$/);
  });

  it('says which filters of the address it does not understand', async () => {
    renderPage(<ModelsPage />, backendWith(), {
      url: '/?tier=tier-9&colour=red&stage=approved',
    });
    const alert = await screen.findByText(
      'Unknown filter, ignored: tier=tier-9, colour=red',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(alert).not.toBeInTheDocument();
    expect(screen.getByTestId('address')).toHaveTextContent(
      /^\/\?stage=approved$/,
    );
  });

  it.each([
    MANIFEST_DIGEST.replace('sha256:', ''),
    `${MANIFEST_DIGEST.replace('sha256:', '')}  models/portrait.safetensors`,
  ])('finds the file of what was pasted and links to it: %s', async pasted => {
    const backend = backendWith();
    renderPage(<ModelsPage />, backend);

    await userEvent.click(await screen.findByRole('searchbox'));
    await userEvent.paste(pasted);

    await waitFor(() =>
      expect(
        backend.requests.some(request =>
          request.startsWith(
            `GET /models?text=${encodeURIComponent(MANIFEST_DIGEST)}`,
          ),
        ),
      ).toBe(true),
    );
    const link = await screen.findByRole('link', { name: 'lora-portrait' });
    expect(link).toHaveAttribute(
      'href',
      `/catalog/default/mlmodel/lora-portrait/files?digest=${encodeURIComponent(
        MANIFEST_DIGEST,
      )}`,
    );
  });

  it('reads the next page with the cursor it was given, and comes back to it', async () => {
    const backend = backendWith({
      'GET /models': ({ url }) =>
        url.searchParams.get('cursor') === 'after-1'
          ? { items: [blocked], nextCursor: null }
          : { items: [well], nextCursor: 'after-1' },
    });
    const first = renderPage(<ModelsPage />, backend);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Load more' }),
    );

    expect(
      await screen.findByRole('link', { name: 'fraud-scorer' }),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'lora-portrait' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
    expect(screen.getByTestId('address')).toHaveTextContent('pages=2');
    first.unmount();

    renderPage(<ModelsPage />, backend, { url: '/?pages=2' });
    expect(
      await screen.findByRole('link', { name: 'fraud-scorer' }),
    ).toBeVisible();
  });

  it('says in one line how many were refused, and opens it with every problem', async () => {
    renderPage(<ModelsPage />, backendWith(refused));

    const line = await screen.findByRole('button', { name: '1 refused' });
    expect(line).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText('The licence is not declared.')).toBeNull();
    await userEvent.click(line);
    const panel = await screen.findByRole('region', {
      name: 'Not registered: 1 model was refused',
    });
    expect(
      within(panel).getByText('The licence is not declared.'),
    ).toBeVisible();
    expect(
      within(panel).getByText('The intended use is not declared.'),
    ).toBeVisible();
  });

  it('narrows what was refused by search and filters too', async () => {
    const backend = backendWith(refused);
    renderPage(<ModelsPage />, backend, {
      url: '/?text=portrait&owner=group:default/team-imaging',
    });
    await screen.findByRole('button', { name: '1 refused' });
    expect(backend.requests).toContain(
      'GET /ingestions?text=portrait&owner=group%3Adefault%2Fteam-imaging&state=refused&latest=true&limit=20',
    );
  });

  it('shows no refused model under a filter that only registered ones can match', async () => {
    const backend = backendWith(refused);
    renderPage(<ModelsPage />, backend, { url: '/?stage=approved' });
    await screen.findByRole('link', { name: 'lora-portrait' });
    expect(screen.queryByRole('button', { name: /refused/ })).toBeNull();
    expect(
      backend.requests.filter(request => request.includes('/ingestions')),
    ).toEqual([]);
  });

  it('shows cards for choosing: task, licence, size, intended use and what is in service', async () => {
    const model = modelSummary({
      task: 'image-generation',
      intendedUse: 'Draws portraits.',
      problems: [],
      inService: inService(newest),
    });
    renderPage(
      <ModelsPage />,
      backendWith({
        'GET /models': () => ({ items: [model], nextCursor: null }),
      }),
      { url: '/?layout=cards' },
    );
    const list = await screen.findByRole('list', { name: 'Models' });
    const [card] = within(list).getAllByRole('listitem');
    expect(card).toHaveTextContent('image-generation · Apache-2.0');
    expect(card).toHaveTextContent('97.7 MiB');
    expect(card).toHaveTextContent('Draws portraits.');
    expect(card).toHaveTextContent('In servicev3 80 %');
  });

  it('says that the list could not be read, and tries again', async () => {
    let broken = true;
    const backend = backendWith({
      'GET /models': () =>
        broken
          ? failure(500, 'database is locked')
          : { items: [well], nextCursor: null },
    });
    renderPage(<ModelsPage />, backend);

    expect(await screen.findByText('database is locked')).toBeVisible();
    expect(screen.queryByText('No model is registered yet')).toBeNull();
    expect(screen.getByText('128 models')).toBeVisible();

    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('link', { name: 'lora-portrait' }),
    ).toBeVisible();
  });

  it('keeps the list when it cannot be renewed, and says how old it is', async () => {
    let broken = false;
    const backend = backendWith({
      'GET /models': () =>
        broken
          ? failure(500, 'database is locked')
          : { items: [well], nextCursor: null },
    });
    renderPage(<ModelsPage />, backend);
    await screen.findByRole('link', { name: 'lora-portrait' });

    broken = true;
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByText(/database is locked/)).toBeVisible();
    expect(screen.getByText(/Could not refresh: Models/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'lora-portrait' })).toBeVisible();
  });

  it('opens the explanation of a verdict and gives the focus back', async () => {
    renderPage(<ModelsPage />, backendWith());
    const [chip] = await screen.findAllByRole('button', {
      name: 'Signature: not signed, unknown',
    });

    await userEvent.click(chip);
    const drawer = await screen.findByRole('dialog', { name: 'Signature' });
    expect(
      within(drawer).getByText('No signature is known for these bytes.'),
    ).toBeVisible();
    await userEvent.keyboard('{Escape}');

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(chip).toHaveFocus();
  });
});
