import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeBackend } from '../__testUtils__/fakeBackend';
import { entity, ingestion, model } from '../__testUtils__/fixtures';
import { MODEL_PATH, modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { VersionsContent } from '../versions/VersionsContent';

const refused = ingestion({
  problems: [
    { code: 'DIGEST_MISMATCH', message: 'model.onnx has another digest.' },
  ],
});

describe('LastAttempt', () => {
  it('P4: a refused attempt says that the registered version stands, and can be made again', async () => {
    let latest = refused;
    const backend = fakeBackend(
      modelRoutes({
        [`GET ${MODEL_PATH}`]: () => model({ latestIngestion: latest }),
        [`POST ${MODEL_PATH}/ingestions`]: () => {
          latest = ingestion({ id: 'ing-2', state: 'succeeded' });
          return { ingestionId: 'ing-2' };
        },
        'GET /ingestions/ing-2': () => latest,
      }),
    );
    renderPage(<VersionsContent />, backend, { entity });

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The last attempt was refused; v3 stands');
    expect(alert).toHaveTextContent('model.onnx has another digest.');
    expect(screen.queryByText(/Not registered/)).toBeNull();
    expect(screen.getByRole('table', { name: 'Versions' })).toBeVisible();

    await userEvent.click(
      within(alert).getByRole('button', { name: 'Check again' }),
    );
    await waitFor(() =>
      expect(screen.queryByText(/The last attempt was refused/)).toBeNull(),
    );
    expect(backend.requests).toContain(`POST ${MODEL_PATH}/ingestions`);
  });
});
