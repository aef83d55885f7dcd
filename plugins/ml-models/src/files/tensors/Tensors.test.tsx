import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure, fakeBackend } from '../../__testUtils__/fakeBackend';
import { artifact, entity, version } from '../../__testUtils__/fixtures';
import { MODEL_PATH, modelRoutes } from '../../__testUtils__/modelRoutes';
import { renderPage } from '../../__testUtils__/renderPage';
import { withLayout } from '../../__testUtils__/withLayout';
import { FilesContent } from '../FilesContent';

const TOTAL = 100_000;
const TENSORS = `GET ${MODEL_PATH}/versions/v3/artifacts/model.onnx/tensors`;

/** Names and order of the fake file: `t0` … `t99999`. */
const tensor = (index: number) => ({
  name: `t${index}`,
  dtype: 'float32',
  shape: [1],
  offset: index * 4,
  bytes: '4',
});

function page(url: URL) {
  const query = (name: string) => url.searchParams.get(name);
  const start = Number(query('cursor') ?? query('offset') ?? 0);
  const limit = Number(query('limit'));
  const search = query('search');
  if (search !== null) {
    // as the backend: a bounded look, possibly without a match
    const end = start + 20_000;
    const items = Array.from({ length: 20_000 }, (_, n) => tensor(start + n))
      .filter(({ name }) => name.includes(search))
      .slice(0, limit);
    return { items, nextCursor: end < TOTAL ? String(end) : null };
  }
  return {
    items: Array.from({ length: limit }, (_, n) => tensor(start + n)),
    nextCursor: null,
    total: TOTAL,
  };
}

function renderFile(routes = {}) {
  const backend = fakeBackend(
    modelRoutes({
      [`GET ${MODEL_PATH}/versions/v3`]: () =>
        version({
          artifacts: [
            artifact({
              inspection: {
                format: 'onnx',
                status: 'clean',
                findings: [],
                tensors: {
                  count: TOTAL,
                  parameters: '1',
                  bytes: '4',
                  dtypes: { float32: TOTAL },
                },
              },
            }),
          ],
        }),
      [TENSORS]: ({ url }: { url: URL }) => page(url),
      ...routes,
    }),
  );
  renderPage(<FilesContent />, backend, { entity });
  return backend;
}

const asksForTensors = (requests: string[]) =>
  requests.filter(request => request.startsWith(`${TENSORS}?`));

describe('Tensors', () => {
  withLayout();

  it('draws and fetches only the rows in sight, wherever someone scrolls to', async () => {
    const backend = renderFile();
    const table = await screen.findByRole('table', { name: 'Tensors' });
    expect(await within(table).findByText('t0')).toBeInTheDocument();
    expect(table).toHaveAttribute('aria-rowcount', String(TOTAL + 1));
    expect(within(table).getAllByRole('row').length).toBeLessThan(60);
    expect(asksForTensors(backend.requests)).toHaveLength(1);

    const body = within(table).getByLabelText(/scroll with the arrow keys/);
    body.scrollTop = (TOTAL - 5) * 30;
    fireEvent.scroll(body);

    const last = await within(table).findByText(`t${TOTAL - 1}`);
    expect(last.closest('[role=row]')).toHaveAttribute(
      'aria-rowindex',
      String(TOTAL + 1),
    );
    expect(within(table).getAllByRole('row').length).toBeLessThan(60);
    expect(asksForTensors(backend.requests)).toHaveLength(2);
  });

  it('searches through the API, on over answers without a match', async () => {
    const backend = renderFile();
    await userEvent.type(
      await screen.findByRole('searchbox', { name: 'Search by name' }),
      't99999',
    );

    expect(await screen.findByText('t99999')).toBeInTheDocument();
    expect(await screen.findByText('1 of 100 000 tensors')).toBeVisible();
    expect(
      asksForTensors(backend.requests).filter(request =>
        request.includes('search=t99999'),
      ),
    ).toHaveLength(5);
  });

  it('says so when no name matches', async () => {
    renderFile();
    await userEvent.type(
      await screen.findByRole('searchbox', { name: 'Search by name' }),
      'nope',
    );
    expect(
      await screen.findByText('No tensor has a name like this'),
    ).toBeVisible();
  });

  it('says what could not be read and reads it again', async () => {
    let broken = true;
    renderFile({
      [TENSORS]: ({ url }: { url: URL }) =>
        broken ? failure(500, 'disk on fire') : page(url),
    });
    expect(await screen.findByText('disk on fire')).toBeVisible();
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('t0')).toBeInTheDocument();
    expect(screen.queryByText('disk on fire')).toBeNull();
  });

  it('lists the tensors of a chosen tile; arrows go from tile to tile', async () => {
    const group = (prefix: string, bytes: string) => ({
      prefix,
      family: 't1',
      kind: 'group' as const,
      tensors: 10,
      bytes,
    });
    const backend = renderFile({
      [`${TENSORS}/sizes`]: () => ({
        groups: [group('t12', '40'), group('t11', '60')],
        tensors: TOTAL,
        bytes: '100',
        unknown: 2,
      }),
    });
    const map = await screen.findByRole('group', { name: 'Size by tensor' });
    const [largest, other] = within(map).getAllByRole('button');
    expect(largest).toHaveAccessibleName(
      't11, 10 tensors, 60 B (60 bytes), 60 %',
    );
    expect(
      screen.getByText(/Of 2 tensors the size is not known/),
    ).toBeVisible();

    largest.focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(other).toHaveFocus();
    await userEvent.keyboard('{Enter}');

    expect(
      screen.getByRole('searchbox', { name: 'Search by name' }),
    ).toHaveValue('t12');
    await waitFor(() =>
      expect(
        backend.requests.some(request => request.includes('search=t12')),
      ).toBe(true),
    );
  });
});
