import { screen, within } from '@testing-library/react';
import { fakeBackend } from '../__testUtils__/fakeBackend';
import { entity, model, versionSummary } from '../__testUtils__/fixtures';
import { MODEL_PATH, modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { servedVersion } from '../__testUtils__/served';
import { VersionsContent } from './VersionsContent';

describe('VersionsContent', () => {
  it('leads from each row to that version, and says which is served', async () => {
    renderPage(
      <VersionsContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}`]: () =>
            model({
              versions: [
                versionSummary({
                  version: 'v2',
                  labels: ['v2'],
                  stage: 'blocked',
                  inService: servedVersion(),
                }),
              ],
            }),
        }),
      ),
      { entity },
    );

    const table = await screen.findByRole('table', { name: 'Versions' });
    expect(within(table).getByRole('link', { name: 'v2' })).toHaveAttribute(
      'href',
      '/catalog/default/mlmodel/lora-portrait?version=v2',
    );
    const chip = within(table).getByRole('button', {
      name: /In service: 20 % canary/,
    });
    expect(chip.querySelector('[data-tone]')).toHaveAttribute(
      'data-tone',
      'error',
    );
  });
});
