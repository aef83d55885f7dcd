import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { deployments, workload } from '../__testUtils__/cluster';
import { fakeBackend } from '../__testUtils__/fakeBackend';
import { entity } from '../__testUtils__/fixtures';
import { MODEL_PATH, modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { inService, servedVersion } from '../__testUtils__/served';
import { ServingContent } from './ServingContent';

describe('ServingContent', () => {
  it('shows the verdict of a port with the policies that decide it', async () => {
    renderPage(<ServingContent />, fakeBackend(modelRoutes()), { entity });

    const chip = await screen.findByRole('button', {
      name: '8080 http: enforced-unconfirmed, inferred',
    });
    expect(chip.querySelector('[data-tone]')).toHaveAttribute(
      'data-tone',
      'neutral',
    );
    await userEvent.click(chip);
    const drawer = await screen.findByRole('dialog');
    const [first, second] = within(drawer).getAllByRole('listitem');
    expect(first).toHaveTextContent(
      'DecidesPeerAuthentication lora-training/default = STRICT',
    );
    expect(second).toHaveTextContent('Overridden');
    expect(second).toHaveTextContent('PERMISSIVE');
  });

  it('is green for a confirmed port only', async () => {
    const confirmed = {
      ...workload,
      ports: workload.ports.map(port => ({
        ...port,
        mtls: {
          declared: 'required',
          observed: 'mtls_only',
          verdict: 'enforced-confirmed',
        },
      })),
    };
    renderPage(
      <ServingContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}/deployments`]: () => ({
            ...deployments,
            workloads: [confirmed],
          }),
        }),
      ),
      { entity },
    );

    const chip = await screen.findByRole('button', {
      name: /enforced-confirmed/,
    });
    expect(chip.querySelector('[data-tone]')).toHaveAttribute(
      'data-tone',
      'success',
    );
  });

  it('draws who may call what, allowed by which policy', async () => {
    renderPage(<ServingContent />, fakeBackend(modelRoutes()), { entity });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Deployment lora-trainer' }),
    );

    const drawer = await screen.findByRole('dialog', {
      name: 'demo / lora-training / Deployment lora-trainer',
    });
    expect(
      within(drawer).getByText('lora-training / lora-api-gateway'),
    ).toBeVisible();
    expect(within(drawer).getByText('POST /train, /start-job')).toBeVisible();
    expect(
      within(drawer).getByText(/allow-preprocessor-to-trainer/),
    ).toBeVisible();
  });

  it('B1: does not say that nothing serves a model which a workload may mean', async () => {
    renderPage(
      <ServingContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}/deployments`]: () => ({
            ...deployments,
            workloads: [],
            undecided: true,
          }),
        }),
      ),
      { entity },
    );
    expect(
      await screen.findByText(/Whether this model is served is unknown/),
    ).toBeVisible();
    expect(screen.queryByText('No workload serves this model')).toBeNull();
  });

  it('P14: says of each workload which version it serves, with stage, signature and bytes', async () => {
    const { cluster, namespace, owner } = workload;
    renderPage(
      <ServingContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}/deployments`]: () => ({
            ...deployments,
            workloads: [
              {
                ...workload,
                model: {
                  ...workload.model,
                  servedBytes: 'claimed',
                  level: 'declared',
                },
              },
            ],
            inService: inService(
              servedVersion({
                workloads: [{ cluster, namespace, ...owner }],
              }),
              servedVersion({
                version: 'v3',
                word: 'approved',
                concern: 'none',
                share: 0.8,
                role: 'stable',
                workloads: [{ cluster, namespace, ...owner }],
              }),
            ),
          }),
        }),
      ),
      { entity },
    );

    const table = await screen.findByRole('table', {
      name: 'Workloads that serve this model',
    });
    const version = within(table).getByRole('button', {
      name: 'v2: blocked, 20 % canary, declared',
    });
    expect(version.querySelector('[data-tone]')).toHaveAttribute(
      'data-tone',
      'error',
    );
    expect(
      within(table).getByRole('button', {
        name: 'v3: approved, 80 %, declared',
      }),
    ).toBeVisible();
    expect(within(table).getAllByText('It is not signed.')).toHaveLength(2);
    const bytes = within(table).getByRole('button', {
      name: 'Bytes: claimed only, declared',
    });
    expect(bytes.querySelector('[data-tone]')).toHaveAttribute(
      'data-tone',
      'neutral',
    );
  });

  it('P19: takes a trainer for no workload that serves', async () => {
    renderPage(
      <ServingContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}/deployments`]: () => ({
            ...deployments,
            workloads: [{ ...workload, role: 'trains' }],
          }),
        }),
      ),
      { entity },
    );

    expect(
      await screen.findByText('No workload serves this model'),
    ).toBeVisible();
    const others = screen.getByRole('table', {
      name: 'Workloads that train or use this model',
    });
    expect(
      within(others).getByText('trains the model, does not serve it'),
    ).toBeVisible();
  });

  it('gives every finding its cure, and says no id', async () => {
    renderPage(<ServingContent />, fakeBackend(modelRoutes()), { entity });

    await userEvent.click(
      await screen.findByRole('button', { name: '1 finding, with its cure' }),
    );
    const drawer = await screen.findByRole('dialog');
    expect(
      within(drawer).getByText(/Name the image by its digest/),
    ).toBeVisible();
    expect(screen.queryByText('image_not_pinned')).toBeNull();
  });

  it('says "unknown" and not "nothing there" where nothing is observed', async () => {
    renderPage(
      <ServingContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}/deployments`]: () => ({
            workloads: [],
            rollouts: [],
            sources: [],
          }),
        }),
      ),
      { entity },
    );

    expect(
      await screen.findByText(/where the model runs is unknown/),
    ).toBeVisible();
    expect(screen.queryByText('No workload serves this model')).toBeNull();
  });

  it('names a cluster that could not be read', async () => {
    renderPage(
      <ServingContent />,
      fakeBackend(
        modelRoutes({
          [`GET ${MODEL_PATH}/deployments`]: () => ({
            workloads: [workload],
            rollouts: [],
            sources: [
              {
                cluster: 'prod',
                observedAt: null,
                stale: true,
                problems: ['403 on PeerAuthentication'],
              },
            ],
          }),
        }),
      ),
      { entity },
    );

    expect(await screen.findByText('403 on PeerAuthentication')).toBeVisible();
    expect(screen.getByText(/has not been read yet/)).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Deployment lora-trainer' }),
    ).toBeVisible();
  });
});
