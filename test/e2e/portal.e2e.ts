import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, Page, test } from '@playwright/test';

const root = join(__dirname, '..', '..');
const sha256 = (path: string) =>
  createHash('sha256')
    .update(readFileSync(join(root, path)))
    .digest('hex');
const FRAUD = 'examples/models/fraud-scorer/fraud-scorer.onnx';
const LORA = 'examples/models/lora-portrait/lora-portrait.safetensors';

const entity = (name: string, tab = '') =>
  `/catalog/default/mlmodel/${name}${tab && `/${tab}`}`;

async function signIn(page: Page) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(page.getByRole('link', { name: 'Models' })).toBeVisible();
}

test.setTimeout(180_000);

test.describe('the portal', () => {
  let page: Page;
  const crashes: string[] = [];

  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', error => crashes.push(String(error)));
    await signIn(page);
    // The first start ingests the demo; until then the list is empty.
    await expect(async () => {
      await page.goto('/ml-models');
      await expect(
        // Five of the demo, and what other suites registered.
        page.getByRole('status').filter({ hasText: /^([5-9]|\d\d+) models/ }),
      ).toBeVisible({ timeout: 10_000 });
      await expect(page.getByRole('button', { name: '2 refused' })).toBeVisible(
        { timeout: 10_000 },
      );
    }).toPass({ timeout: 120_000 });
  });
  test.afterAll(async () => {
    await page.close();
    expect(crashes).toEqual([]);
  });

  test('lists the demo models, and first what was refused and why', async () => {
    for (const name of [
      'Fraud scorer',
      'Intent classifier',
      'Keyword spotter',
      'Portrait style',
      'Stable base',
    ])
      await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
    await page.getByRole('button', { name: '2 refused' }).click();
    const refused = page.getByRole('region', { name: /Not registered/ });
    await expect(refused).toContainText('license is missing');
    await expect(refused).toContainText('intended_use is missing');
    await expect(refused).toContainText('detector.onnx could not be read');
    await expect(page.getByRole('row', { name: /Fraud scorer/ })).toContainText(
      '20 %',
    );
  });

  test('filters by facet and keeps the filter in the address', async () => {
    await page.getByRole('checkbox', { name: /^tier-3/ }).check();
    await expect(page).toHaveURL(/tier=tier-3/);
    await expect(
      page.getByRole('link', { name: 'Fraud scorer' }),
    ).toBeVisible();
    await expect(page.getByRole('link', { name: 'Stable base' })).toHaveCount(
      0,
    );
    await page.reload();
    await expect(
      page.getByRole('link', { name: 'Fraud scorer' }),
    ).toBeVisible();
    await expect(page.getByRole('link', { name: 'Stable base' })).toHaveCount(
      0,
    );
  });

  test('finds a file by its pasted digest', async () => {
    await page.goto('/ml-models');
    await page.getByRole('searchbox').fill(sha256(LORA));
    await expect(
      page.getByRole('link', { name: 'Portrait style' }),
    ).toBeVisible();
    await expect(page.getByRole('link', { name: 'Fraud scorer' })).toHaveCount(
      0,
    );
  });

  test('explains a verdict and gives the focus back', async () => {
    await page.goto('/ml-models');
    await page.getByRole('link', { name: 'Portrait style' }).click();
    await expect(page).toHaveURL(new RegExp(entity('lora-portrait')));
    await expect(
      page.getByRole('heading', { name: 'Intended use' }),
    ).toBeVisible();
    const bytes = page.getByRole('button', { name: 'Bytes: as declared' });
    await bytes.click();
    await expect(page.getByRole('dialog')).toContainText(
      sha256(LORA).slice(0, 12),
    );
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(bytes).toBeFocused();
    await page.getByRole('link', { name: /tensors, operators$/ }).click();
    await expect(
      page.getByRole('cell', {
        name: 'lora_unet_down_blocks_0_attn_to_q.lora_down.weight',
      }),
    ).toBeVisible();
  });

  test('shows versions', async () => {
    await page.goto(entity('fraud-scorer'));
    await page.getByRole('link', { name: 'Versions', exact: true }).click();
    await expect(
      page.getByRole('row', { name: /1\.0\.0/ }).first(),
    ).toContainText('validated');
  });

  test('shows the file with sha256sum’s digest and its opset', async () => {
    await page.getByRole('link', { name: 'Files & integrity' }).click();
    await expect(
      page.getByRole('row', { name: new RegExp(sha256(FRAUD).slice(0, 12)) }),
    ).toBeVisible();
    const file = page.getByRole('region', { name: 'fraud-scorer.onnx' });
    await expect(file).toContainText('ai.onnx 17');
    await expect(file).toContainText('Gemm');
  });

  test('verifies a local copy in the browser, and names the damage', async () => {
    const bytes = readFileSync(join(root, FRAUD));
    const input = page.locator('input[type=file]');
    await input.setInputFiles({
      name: 'copy.onnx',
      mimeType: 'application/octet-stream',
      buffer: bytes,
    });
    const file = page.getByRole('region', { name: 'fraud-scorer.onnx' });
    await expect(file.getByText(/same bytes/i).first()).toBeVisible();
    const damaged = Buffer.from(bytes);
    damaged[700] ^= 1;
    await input.setInputFiles({
      name: 'copy.onnx',
      mimeType: 'application/octet-stream',
      buffer: damaged,
    });
    await expect(
      file.getByText(/chunk 1\b|first bad chunk/i).first(),
    ).toBeVisible();
  });

  test('shows the bill of materials', async () => {
    await page.goto(entity('fraud-scorer', 'sbom'));
    await expect(page.getByRole('table')).toContainText('fraud-scorer.onnx');
    await expect(page.getByRole('table')).toContainText('Apache-2.0');
  });

  test('shows tier and requirements', async () => {
    await page.getByRole('link', { name: 'Governance', exact: true }).click();
    await expect(page.getByText('tier-3 as declared')).toBeVisible();
    for (const column of ['Map', 'Measure', 'Manage', 'Govern'])
      await expect(
        page.getByRole('heading', { name: column, exact: true }),
      ).toBeVisible();
  });

  test('shows the mesh verdict with its source', async () => {
    await page.goto(entity('lora-portrait', 'serving'));
    const workload = page.getByRole('row', { name: /Deployment lora-trainer/ });
    await expect(workload).toContainText('enforced-unconfirmed');
    await expect(workload).toContainText('lora-api-gateway');
    await expect(workload).toContainText('lora-data-preprocessor');
    await workload.getByRole('button', { name: /8080 http/ }).click();
    await expect(page.getByRole('dialog')).toContainText('STRICT');
    await expect(page.getByRole('dialog')).toContainText(
      'PeerAuthentication lora-training/default',
    );
    await page.keyboard.press('Escape');
  });

  test('shows the canary and the subset that nobody defined', async () => {
    await page.getByRole('link', { name: 'Rollout', exact: true }).click();
    await expect(
      page.getByRole('row', { name: /stable subset v1/ }),
    ).toContainText('90 %');
    await expect(
      page.getByRole('row', { name: /canary subset v2-experimental/ }),
    ).toContainText('10 %');
    await expect(page.getByText(/^Define the subset/).first()).toBeVisible();
    await expect(page.getByText('subset_not_defined')).toHaveCount(0);
  });

  test('shows the history and verifies its chain', async () => {
    await page.getByRole('link', { name: 'History', exact: true }).click();
    await expect(
      page.getByText('Registered for group:default/team-imaging'),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Verify chain' }).click();
    await expect(
      page.getByText(/the whole registry was verified/i),
    ).toBeVisible();
  });

  test('says of a refused model what is wrong and what to do', async () => {
    await page.goto(entity('incomplete-ranker'));
    await expect(
      page.getByText('license is missing', { exact: false }),
    ).toBeVisible();
    await expect(
      page.getByText('spec.intendedUse', { exact: false }).first(),
    ).toBeVisible();
  });

  test('says of a damaged model what to do', async () => {
    await page.goto(entity('damaged-detector'));
    await expect(page.getByText('DIGEST_MISMATCH')).toBeVisible();
    await expect(
      page.getByText('declare their digest instead', { exact: false }),
    ).toBeVisible();
  });

  test('shows the models on the pages of group, system and component', async () => {
    for (const [path, model] of [
      ['/catalog/default/group/team-imaging', 'Portrait style'],
      ['/catalog/default/system/lora-scripts', 'Portrait style'],
      ['/catalog/default/component/lora-renderer', 'Portrait style'],
      ['/catalog/default/component/payments-api', 'Fraud scorer'],
    ]) {
      await page.goto(path);
      const card = page.getByRole('region', { name: /model/i });
      await expect(
        card.getByRole('link', { name: model }).first(),
      ).toBeVisible();
    }
  });
});
