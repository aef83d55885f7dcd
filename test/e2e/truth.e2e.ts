import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, Page, test } from '@playwright/test';
import { flipByte, manyTensors } from './support/modelFiles';
import {
  answerAsCatalog,
  call,
  endOf,
  registerModel,
  UploadedModel,
} from './support/registerModel';

const root = join(__dirname, '..', '..');
const MANIFESTS = join(root, 'examples/manifests/truth-scorer');
/** A file of the demo, read from where it lies. */
const ON_DISK = {
  name: 'keyword-spotter',
  version: '2.1.0',
  file: join(root, 'examples/models/keyword-spotter/keyword-spotter.tflite'),
};

const withWeight = (byte: number) => {
  const file = manyTensors(8);
  file[file.length - 1] = byte;
  return () => Readable.from([file]);
};
const FIRST: UploadedModel = {
  name: 'truth-scorer',
  fileName: 'model.safetensors',
  version: '1.0.0',
  bytes: withWeight(0),
  spec: { license: 'Apache-2.0' },
};
const SECOND: UploadedModel = {
  ...FIRST,
  version: '2.0.0',
  bytes: withWeight(1),
  spec: { license: 'MIT' },
};
const MODEL = 'ml-models/models/default/truth-scorer';

/** A Deployment that says by annotation that it serves the first version. */
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: truth-scorer
  namespace: truth
spec:
  selector: { matchLabels: { app: truth-scorer } }
  template:
    metadata:
      labels: { app: truth-scorer }
      annotations:
        ml-models/model: mlmodel:default/truth-scorer
        ml-models/version: "1.0.0"
    spec:
      containers:
        - name: server
          image: registry.example.com/scorer:1
          ports: [{ containerPort: 8080 }]
`;

const pageOf = (name: string, tab = '', query = '') =>
  `/catalog/default/mlmodel/${name}${tab && `/${tab}`}${query && `?${query}`}`;

async function post(path: string, body: object = {}) {
  const answer = await call('POST', path, body);
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}

/** Reads the declared file again, as "Check again" does. */
async function readAgain() {
  const { ingestionId } = await post(
    `ml-models/models/default/${ON_DISK.name}/ingestions`,
  );
  return endOf(ingestionId);
}

test.setTimeout(300_000);

test.describe('only what is known', () => {
  let page: Page;
  const crashes: string[] = [];

  test.beforeAll(async ({ browser }) => {
    await registerModel(FIRST);
    await registerModel(SECOND);
    page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', error => crashes.push(String(error)));
    await page.goto('/');
    await page.getByRole('button', { name: 'Enter' }).click();
    await expect(page.getByRole('link', { name: 'Models' })).toBeVisible();
    await answerAsCatalog(page, FIRST);
  });
  test.afterAll(async () => {
    await page.close();
    expect(crashes).toEqual([]);
  });

  test('P17: a page about a version shows what that version recorded', async () => {
    await page.goto(pageOf('truth-scorer', '', 'version=1.0.0'));
    const glance = page.getByRole('region', { name: /^At a glance/ });
    await expect(glance).toContainText('At a glance (of 1.0.0)');
    await expect(glance).toContainText('Apache-2.0');
    await expect(glance).not.toContainText('MIT');
    await page.getByRole('combobox', { name: 'Version' }).selectOption('2.0.0');
    await expect(glance).toContainText('At a glance (of 2.0.0)');
    await expect(glance).toContainText('MIT');
    await expect(glance).not.toContainText('Apache-2.0');
  });

  test('P16: Compare says that weights and licence changed although callers can go on', async () => {
    await page.goto(pageOf('truth-scorer', 'versions', 'from=1.0.0&to=2.0.0'));
    const compare = page.getByRole('region', { name: 'Compare versions' });
    await expect(compare).toContainText(/weights differ/);
    await expect(compare).toContainText(/interface not stated by both/);
    await expect(compare).toContainText(/licence changed/);
    await expect(compare).toContainText('Apache-2.0');
    await expect(compare).toContainText('MIT');
  });

  test('P8: a metric without a threshold hides no open review', async () => {
    const version = `${MODEL}/versions/2.0.0`;
    await post(`${version}/drift`, {
      metric: 'drift_score',
      score: 0.9,
      samples: 5000,
    });
    await post(`${version}/drift`, {
      metric: 'truth_latency',
      score: 0.001,
      samples: 5000,
    });
    await page.goto(pageOf('truth-scorer', '', 'version=2.0.0'));
    await expect(
      page.getByRole('button', { name: /^2\.0\.0 .*needs a review/ }),
    ).toBeVisible();
    const needs = page.getByRole('region', { name: /^Needs somebody/ });
    await expect(needs).toContainText('drift_score');
    await page.goto(pageOf('truth-scorer', 'governance', 'version=2.0.0'));
    const metrics = page.getByRole('table', {
      name: 'Metrics of this version',
    });
    await expect(
      metrics.getByRole('row', { name: /drift_score/ }),
    ).toContainText('above threshold');
    await expect(
      metrics.getByRole('row', { name: /truth_latency/ }),
    ).toContainText('no threshold');
    await expect(
      page.getByRole('heading', { name: /open review/ }),
    ).toBeVisible();
  });

  test('P14: a blocked version in service is the headline of every page, although a newer one is there', async () => {
    await mkdir(MANIFESTS, { recursive: true });
    try {
      await writeFile(join(MANIFESTS, 'deployment.yaml'), DEPLOYMENT);
      const { stage } = await (
        await call('GET', `${MODEL}/versions/1.0.0`)
      ).json();
      if (stage !== 'blocked') {
        await post(`${MODEL}/versions/1.0.0/transitions`, {
          to: 'blocked',
          reason: 'Made by a test.',
        });
      }
      await expect(async () => {
        await page.goto(pageOf('truth-scorer'));
        await expect(
          page.getByRole('button', { name: /^1\.0\.0 blocked, in service/ }),
        ).toBeVisible({ timeout: 10_000 });
      }).toPass({ timeout: 120_000 });
      for (const tab of ['', 'versions', 'governance', 'serving', 'rollout']) {
        await page.goto(pageOf('truth-scorer', tab));
        const blocked = page.getByRole('button', {
          name: /^1\.0\.0 blocked, in service/,
        });
        await expect(blocked).toHaveAttribute('data-tone', 'error');
        await expect(
          page.getByRole('button', { name: /^2\.0\.0 .*newest/ }),
        ).toBeVisible();
      }
      await page.goto(pageOf('truth-scorer'));
      await expect(
        page
          .getByRole('region', { name: /^Needs somebody/ })
          .getByRole('listitem')
          .first(),
      ).toContainText(/1\.0\.0 is blocked/);
      await page.goto(pageOf('truth-scorer', 'serving'));
      await expect(
        page.getByRole('row', { name: /truth-scorer/ }),
      ).toContainText(/1\.0\.0.*blocked/);
    } finally {
      await rm(MANIFESTS, { recursive: true, force: true });
    }
  });

  test('P3, P4: other bytes at the source fail the version; the refused attempt leaves it standing, and "Check again" makes it whole', async () => {
    const { name, version, file } = ON_DISK;
    const bytes = page.getByRole('button', { name: /^Bytes: / });
    await flipByte(file, 40);
    try {
      expect(await readAgain()).toMatchObject({ state: 'refused' });
      await page.goto(pageOf(name));
      await expect(
        page.getByText(`The last attempt was refused; ${version} stands`),
      ).toBeVisible();
      await expect(page.getByText(/^Not registered/)).toHaveCount(0);
      await expect(bytes.locator('[data-tone]')).toHaveAttribute(
        'data-tone',
        'error',
      );
      await expect(
        page
          .getByRole('region', { name: /^Needs somebody/ })
          .getByRole('listitem')
          .filter({ hasText: /found changed/ }),
      ).toBeVisible();
    } finally {
      await flipByte(file, 40);
    }
    await page
      .getByRole('alert')
      .getByRole('button', { name: 'Check again' })
      .click();
    await expect(page.getByText(/The last attempt was refused/)).toHaveCount(0);
    await expect(bytes.locator('[data-tone]')).toHaveAttribute(
      'data-tone',
      'info',
    );
    await page.goto(pageOf(name, 'history'));
    await expect(
      page.getByText(/^Read again: the bytes of 2\.1\.0 are not/),
    ).toBeVisible();
    await expect(
      page
        .getByText(/^Read again: the bytes of 2\.1\.0 are the registered/)
        .first(),
    ).toBeVisible();
  });
});
