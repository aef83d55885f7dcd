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
import { ModelsPage } from './ModelsPage';

const facets: Wire['Facets'] = {
  total: 128,
  attention: 3,
  facets: {
    stage: [
      { value: 'approved', count: 41 },
      { value: 'blocked', count: 2 },
    ],
    owner: [{ value: 'group:default/team-imaging', count: 7 }],
  },
};

const blocked = modelSummary({
  id: 'mdl-01JD0000000000000000000001',
  modelRef: 'mlmodel:default/fraud-scorer',
  name: 'fraud-scorer',
  title: 'fraud-scorer',
  stage: 'blocked',
  attention: 'drift 0.041 > 0.03: blocked by rule tier-3',
});

function backendWith(overrides: Record<string, FakeRoute> = {}) {
  return fakeBackend({
    'GET /models': () => ({
      items: [modelSummary(), blocked],
      nextCursor: null,
    }),
    'GET /models/facets': () => facets,
    'GET /ingestions': () => ({ items: [], nextCursor: null }),
    ...overrides,
  });
}

describe('ModelsPage', () => {
  it('lists models with counts and the sentence that asks for a person', async () => {
    renderPage(<ModelsPage />, backendWith());

    const link = await screen.findByRole('link', { name: 'lora-portrait' });
    expect(link).toHaveAttribute(
      'href',
      '/catalog/default/mlmodel/lora-portrait',
    );
    expect(screen.getByText('128 models · 3 need attention')).toBeVisible();
    expect(screen.getByText(/drift 0\.041 > 0\.03/)).toBeVisible();
    const strips = screen.getAllByRole('group', { name: 'Trust' });
    expect(strips).toHaveLength(2);
    for (const { firstElementChild } of strips) {
      expect(firstElementChild).toHaveStyle({ flexWrap: 'nowrap' });
      expect(firstElementChild?.children).toHaveLength(7);
    }
  });

  it('keeps the filters in the URL and asks the backend for them', async () => {
    const backend = backendWith();
    renderPage(<ModelsPage />, backend, { url: '/?tier=tier-3&tier=made-up' });

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

  it('finds the file of a pasted digest and links to it', async () => {
    const backend = backendWith();
    renderPage(<ModelsPage />, backend);

    await userEvent.click(await screen.findByRole('searchbox'));
    await userEvent.paste(MANIFEST_DIGEST.replace('sha256:', ''));

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

  it('reads the next page with the cursor it was given', async () => {
    const backend = backendWith({
      'GET /models': ({ url }) =>
        url.searchParams.get('cursor') === 'after-1'
          ? { items: [blocked], nextCursor: null }
          : { items: [modelSummary()], nextCursor: 'after-1' },
    });
    renderPage(<ModelsPage />, backend);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Load more' }),
    );

    expect(
      await screen.findByRole('link', { name: 'fraud-scorer' }),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'lora-portrait' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  });

  it('shows refused models first, with every problem', async () => {
    renderPage(
      <ModelsPage />,
      backendWith({
        'GET /ingestions': () => ({ items: [incomplete], nextCursor: null }),
      }),
    );

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

  it('says that the list could not be read, and tries again', async () => {
    let broken = true;
    const backend = backendWith({
      'GET /models': () =>
        broken
          ? failure(500, 'database is locked')
          : { items: [modelSummary()], nextCursor: null },
    });
    renderPage(<ModelsPage />, backend);

    expect(await screen.findByText('database is locked')).toBeVisible();
    expect(screen.queryByText('No model is registered yet')).toBeNull();
    expect(screen.getByText('128 models · 3 need attention')).toBeVisible();

    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('link', { name: 'lora-portrait' }),
    ).toBeVisible();
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
