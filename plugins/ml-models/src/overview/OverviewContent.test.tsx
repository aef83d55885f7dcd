import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure, fakeBackend } from '../__testUtils__/fakeBackend';
import {
  artifact,
  entity,
  incomplete,
  ingestion,
  model,
  version,
} from '../__testUtils__/fixtures';
import { MODEL_PATH, modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { withLayout } from '../__testUtils__/withLayout';
import { OverviewContent } from './OverviewContent';

describe('OverviewContent', () => {
  withLayout();

  it('shows the seven verdicts in their order, card, facts and the way to the files', async () => {
    renderPage(<OverviewContent />, fakeBackend(modelRoutes()), { entity });

    const strip = await screen.findByRole('group', { name: 'Trust' });
    expect(
      within(strip)
        .getAllByRole('button')
        .map(button => button.textContent?.split(':')[0]),
    ).toEqual([
      'Bytes',
      'Scan',
      'Signature',
      'SBOM',
      'Card',
      'Drift',
      'Serving',
    ]);
    expect(
      await screen.findByRole('heading', { name: 'Intended use' }),
    ).toBeVisible();
    expect(screen.getByText('25.6 M')).toBeVisible();
    expect(screen.getByText('3053eb9f74cd')).toBeVisible();
    expect(screen.getByText('SHA-256 of the file')).toBeVisible();
    expect(screen.getByText('Set digest')).toBeVisible();
    expect(
      screen.getByRole('link', { name: '1 file, 2 tensors, operators' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/mlmodel/lora-portrait/files?version=v3',
    );
    expect(screen.getByText('float32 [1, N, ?]')).toBeVisible();
    expect(screen.getByText(/np\.zeros\(\(1, 1, 1\)/)).toBeVisible();
  });

  it('shows what is declared where the file does not state it', async () => {
    const declaring = (label: string) => ({
      ...entity,
      spec: {
        ...entity.spec,
        version: label,
        inputs: [{ name: 'x', dtype: 'float32', shape: [1, 'N', 3] }],
        outputs: [{ name: 'declared_y', dtype: 'int64', shape: [1] }],
      },
    });
    const overview = (label: string, signature: 'passed' | 'unknown') =>
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}`]: () => model({ entity: declaring(label) }),
          [`GET ${MODEL_PATH}/versions/v3`]: () => {
            const file = artifact();
            const { outputs, ...inspection } = file.inspection;
            return version({
              artifacts: [{ ...file, inspection }],
              checks: [{ id: 'signature', outcome: signature, message: '' }],
            });
          },
        }),
      );
    const { unmount } = renderPage(
      <OverviewContent />,
      overview('v3', 'passed'),
      { entity },
    );
    expect(await screen.findByText('Outputs · declared')).toBeVisible();
    expect(screen.getByText('declared_y')).toBeVisible();
    expect(
      screen.getByText('Inputs · agrees with the declaration'),
    ).toBeVisible();
    expect(screen.getByText('float32 [1, N, ?]')).toBeVisible();
    expect(screen.getByText('float32 × 2')).toBeVisible();
    unmount();

    const second = renderPage(<OverviewContent />, overview('v3', 'unknown'), {
      entity,
    });
    expect(await screen.findByText('Outputs · declared')).toBeVisible();
    expect(screen.queryByText(/agrees with/)).toBeNull();
    second.unmount();

    renderPage(<OverviewContent />, overview('v4', 'passed'), { entity });
    expect(
      await screen.findByText(/declared for this version was not recorded/),
    ).toBeVisible();
    expect(screen.queryByText('declared_y')).toBeNull();
    expect(screen.queryByText(/agrees with/)).toBeNull();
  });

  it('P17: shows what this version recorded, and nothing of another one', async () => {
    const recorded = {
      ...entity,
      spec: { ...entity.spec, version: 'v2', license: 'MIT', task: 'recorded' },
    };
    const second = version({
      card: undefined,
      version: 'v2',
      labels: ['v2'],
      entity: recorded,
      license: { declared: 'MIT', stated: 'GPL-3.0-only', agree: false },
    });
    renderPage(
      <OverviewContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}`]: () =>
            model({ license: 'Apache-2.0', task: 'of the catalog' }),
          [`GET ${MODEL_PATH}/versions/v2`]: () => second,
        }),
      ),
      { entity, url: '/?version=v2' },
    );

    expect(
      await screen.findByText(/MIT is declared, the file says GPL-3.0-only/),
    ).toBeVisible();
    expect(screen.getByText('recorded')).toBeVisible();
    expect(screen.getByText('Version v2 has no model card')).toBeVisible();
    expect(screen.queryByText('Apache-2.0')).toBeNull();
    expect(screen.queryByText('of the catalog')).toBeNull();
  });

  it('wears success only for what is verified', async () => {
    renderPage(<OverviewContent />, fakeBackend(modelRoutes()), { entity });

    const strip = await screen.findByRole('group', { name: 'Trust' });
    const tones = [...strip.querySelectorAll('[data-tone]')].map(glyph =>
      glyph.getAttribute('data-tone'),
    );
    expect(tones).toEqual([
      'success',
      'info',
      'neutral',
      'info',
      'neutral',
      'info',
      'warning',
    ]);
  });

  it('explains a verdict: what decides first, then remedy and command', async () => {
    renderPage(<OverviewContent />, fakeBackend(modelRoutes()), { entity });

    await userEvent.click(
      await screen.findByRole('button', { name: /^Signature/ }),
    );

    const drawer = await screen.findByRole('dialog', { name: 'Signature' });
    const evidence = within(drawer).getAllByRole('listitem');
    expect(evidence[0]).toHaveTextContent('Decides');
    expect(evidence[0]).toHaveTextContent(
      'The declaration names no signature.',
    );
    expect(evidence[1]).toHaveTextContent('For context');
    expect(
      within(drawer).getByText('Sign the model and declare the bundle.'),
    ).toBeVisible();
    expect(
      within(drawer).getByText('ml-models sign model.onnx --key key.pem'),
    ).toBeVisible();
  });

  it('renders no script of a card', async () => {
    renderPage(
      <OverviewContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}/versions/v3`]: () =>
            version({
              card: {
                markdown: [
                  '# Hostile',
                  '<img src="https://tracker.example/p.png" onerror="alert(1)">',
                  '<script>alert(1)</script>',
                  '[click](javascript:alert(1))',
                  '[odd](data:text/html,hello)',
                  '![pixel](https://tracker.example/q.png)',
                ].join('\n\n'),
                frontMatter: {},
                sections: [],
                completeness: 0,
              },
            }),
        }),
      ),
      { entity },
    );

    const heading = await screen.findByRole('heading', { name: 'Hostile' });
    const card = heading.closest('section');
    expect(card).not.toBeNull();
    expect(card?.querySelector('script')).toBeNull();
    expect(card?.querySelector('[onerror]')).toBeNull();
    expect(card?.innerHTML).not.toContain('tracker.example');
    for (const link of card?.querySelectorAll('a[href]') ?? []) {
      expect(link.getAttribute('href')).not.toMatch(/^(javascript|data):/i);
    }
  });

  it('shows first why a model was refused, with the lines that cure it', async () => {
    const backend = fakeBackend({
      [`GET ${MODEL_PATH}`]: () => failure(404, 'No such model'),
      'GET /ingestions': () => ({ items: [incomplete], nextCursor: null }),
    });
    renderPage(<OverviewContent />, backend, { entity });

    const panel = await screen.findByRole('alert');
    expect(panel).toHaveTextContent('Not registered: 2 problems');
    expect(panel).toHaveTextContent('The licence is not declared.');
    expect(panel).toHaveTextContent('Without a licence nobody may use');
    expect(panel).toHaveTextContent('license: Apache-2.0');
    expect(panel).toHaveTextContent('intendedUse: …');
    expect(backend.requests).toContain(
      'GET /ingestions?modelRef=mlmodel%3Adefault%2Flora-portrait&latest=true&limit=1',
    );
  });

  it('follows a running ingestion until the model is there', async () => {
    let asked = 0;
    const running = ingestion({
      state: 'running',
      progress: { bytes: 50, total: 100, step: 'digest' },
    });
    const backend = fakeBackend(
      modelRoutes({
        [`GET ${MODEL_PATH}`]: () =>
          asked < 2 ? failure(404, 'No such model') : model(),
        'GET /ingestions': () => {
          asked += 1;
          return {
            items: [asked < 2 ? running : ingestion({ state: 'succeeded' })],
            nextCursor: null,
          };
        },
      }),
    );
    renderPage(<OverviewContent />, backend, { entity });

    expect(
      await screen.findByRole('progressbar', { name: 'Being read: digest' }),
    ).toHaveAttribute('aria-valuenow', '50');
    expect(await screen.findByRole('group', { name: 'Trust' })).toBeVisible();
  });

  it('does not take an unreadable registry for an unregistered model', async () => {
    renderPage(
      <OverviewContent />,
      fakeBackend({
        [`GET ${MODEL_PATH}`]: () => failure(503, 'The database is away'),
      }),
      { entity },
    );

    expect(await screen.findByText('Could not read: the model')).toBeVisible();
    expect(screen.getByText('The database is away')).toBeVisible();
    expect(screen.queryByText('Not registered yet')).toBeNull();
  });

  it('keeps the version in the URL', async () => {
    renderPage(
      <OverviewContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}/versions/v2`]: () =>
            failure(500, 'Version v2 is damaged'),
        }),
      ),
      { entity },
    );

    await userEvent.selectOptions(
      await screen.findByRole('combobox', { name: 'Version' }),
      'v2',
    );

    expect(screen.getByTestId('address')).toHaveTextContent('version=v2');
    expect(await screen.findByText('Version v2 is damaged')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'v3 approved, newest' }),
    ).toBeVisible();
  });
});
