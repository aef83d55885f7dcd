import userEvent from '@testing-library/user-event';
import { screen, within } from '@testing-library/react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { fakeBackend } from '../__testUtils__/fakeBackend';
import { entity, FILE_DIGEST, model, version } from '../__testUtils__/fixtures';
import { MODEL_PATH, modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { VersionsContent } from './VersionsContent';

const NOTHING = { added: [], removed: [], changed: [] };

const difference: Wire['VersionDifference'] = {
  from: 'v2',
  to: 'v3',
  same: false,
  headline: 'weights differ, interface equal, licence changed',
  facts: [
    { fact: 'license', state: 'changed', from: 'Apache-2.0', to: 'MIT' },
    { fact: 'card', state: 'equal' },
    { fact: 'declaration', state: 'changed', to: FILE_DIGEST },
    { fact: 'metrics', state: 'unknown', reason: 'v2 has none' },
  ],
  notCompared: [{ section: 'tensorContents', reason: 'not recorded' }],
  compatibility: 'breaking',
  files: [
    {
      path: 'model.onnx',
      state: 'changed',
      compatibility: 'breaking',
      reasons: [
        {
          id: 'input-removed',
          verdict: 'breaking',
          message: 'input “mask” is gone',
          subject: 'mask',
        },
      ],
      changes: { producer: { from: 'pytorch 2.3', to: 'pytorch 2.4' } },
      sections: {
        operators: {
          ...NOTHING,
          counts: { added: 0, removed: 0, changed: 0, unchanged: 4 },
        },
        tensors: {
          added: [{ name: 'w2', dtype: 'float32', shape: [4] }],
          removed: [],
          changed: [
            {
              key: 'w1',
              from: { name: 'w1', dtype: 'float32', shape: [2] },
              to: { name: 'w1', dtype: 'float16', shape: [2] },
            },
          ],
          counts: { added: 700, removed: 0, changed: 1, unchanged: 9 },
        },
      },
      notCompared: [
        { section: 'nodes', reason: 'the first model has no such list' },
      ],
    },
    {
      path: 'README.md',
      state: 'identical',
      compatibility: 'compatible',
      reasons: [],
      changes: {},
      sections: {},
      notCompared: [],
    },
  ],
};

describe('CompareVersions', () => {
  const versions = [
    version(),
    {
      ...version(),
      version: 'v2',
      labels: ['v2'],
      manifestDigest: `sha256:${'0'.repeat(64)}`,
    },
  ];
  const backend = () =>
    fakeBackend(
      modelRoutes({
        [`GET ${MODEL_PATH}`]: () => ({ ...model(), versions }),
        [`GET ${MODEL_PATH}/versions/v2`]: () => version(),
        [`GET ${MODEL_PATH}/versions/v3/diff`]: () => difference,
      }),
    );

  it('says whether callers notice, and why', async () => {
    const { requests, client } = backend();
    await renderPage(<VersionsContent />, { requests, client }, { entity });
    expect(await screen.findByText('input “mask” is gone')).toBeVisible();
    expect(screen.getAllByText('Breaking')).toHaveLength(2);
    expect(screen.getByText('pytorch 2.3 → pytorch 2.4')).toBeVisible();
    expect(screen.getByText(/has the same bytes/)).toBeVisible();
    expect(screen.getByText(/nodes were not compared/)).toBeVisible();
    expect(requests).toContain(`GET ${MODEL_PATH}/versions/v3/diff?from=v2`);
  });

  it('P16: says first what changed, and what nobody compared', async () => {
    await renderPage(<VersionsContent />, backend(), { entity });
    expect(
      await screen.findByText(
        'weights differ, interface equal, licence changed',
      ),
    ).toBeVisible();
    const table = screen.getByRole('table', { name: 'What changed' });
    expect(
      within(table).getByRole('row', { name: /Licence/ }),
    ).toHaveTextContent('LicencechangedApache-2.0MIT');
    expect(
      within(table).getByRole('row', { name: /Metrics/ }),
    ).toHaveTextContent('unknown: v2 has none');
    expect(
      within(table).getByRole('row', { name: /Declaration/ }),
    ).toHaveTextContent('Declarationchangednot statedab1277777777');
    expect(within(table).queryByText('Model card')).toBeNull();
    expect(screen.getByText('tensor contents: not recorded')).toBeVisible();
  });

  it('opens what changed and leaves out what did not', async () => {
    await renderPage(<VersionsContent />, backend(), { entity });
    await userEvent.click(await screen.findByText(/700 new, 1 changed/));
    const table = await screen.findByRole('table', { name: 'Tensors' });
    expect(within(table).getByText('w1').closest('tr')).toHaveTextContent(
      'float32 [2]',
    );
    expect(within(table).getByText('w2').closest('tr')).toHaveTextContent(
      'added',
    );
    expect(screen.getByText(/2 of 701 are shown/)).toBeVisible();
    expect(screen.queryByText('Operators')).not.toBeInTheDocument();
  });
});
