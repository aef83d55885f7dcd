import { createReadStream } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, Page, test } from '@playwright/test';
import { traceTasks } from './support/traceTasks';
import {
  flipByte,
  manyTensors,
  tensorName,
  writeLargeModel,
} from './support/modelFiles';
import {
  answerAsCatalog,
  registerModel,
  UploadedModel,
} from './support/registerModel';

const GIGABYTE = 1024 ** 3;
const CHUNK = 8 * 1024 ** 2;
const BAD_CHUNK = 101;
const TENSORS = 100_000;
/** Milliseconds that no task of the main thread may compute: longer, and the page is felt to hang. */
const MAX_TASK_MS = 200;

const filesOf = (name: string) => `/catalog/default/mlmodel/${name}/files`;

/** Does `action`, which begins anew each time, without a long task. */
async function expectNoHang(page: Page, action: () => Promise<void>) {
  let tasks = await traceTasks(page, action);
  // A busy machine makes computing slower too, but not twice at the same place.
  if (tasks.busiest >= MAX_TASK_MS) tasks = await traceTasks(page, action);
  const { count, longest, busiest } = tasks;
  // What a task waits on the clock for a processor says nothing about the page: it is told, not judged.
  test.info().annotations.push({
    type: 'main-thread tasks',
    description: `${count}, longest ${longest.toFixed(
      1,
    )} ms, busiest ${busiest.toFixed(1)} ms`,
  });
  expect(count).toBeGreaterThan(100);
  expect(busiest).toBeLessThan(MAX_TASK_MS);
}

test.setTimeout(360_000);

test.describe('files and integrity', () => {
  let page: Page;
  let folder: string;
  const crashes: string[] = [];

  test.beforeAll(async ({ browser }) => {
    folder = await mkdtemp(join(tmpdir(), 'ml-models-e2e-'));
    const large = join(folder, 'large.safetensors');
    await writeLargeModel(large, GIGABYTE);
    page = await browser.newPage();
    const models: UploadedModel[] = [
      {
        name: 'e2e-gigabyte',
        fileName: 'large.safetensors',
        bytes: () => createReadStream(large, { highWaterMark: 1024 ** 2 }),
      },
      {
        name: 'e2e-tensors',
        fileName: 'many.safetensors',
        bytes: () => Readable.from([manyTensors(TENSORS)]),
      },
    ];
    for (const model of models) {
      await registerModel(model);
      await answerAsCatalog(page, model);
    }
    page.setDefaultTimeout(60_000);
    page.on('pageerror', error => crashes.push(String(error)));
    await page.goto('/');
    await page.getByRole('button', { name: 'Enter' }).click();
    await expect(page.getByRole('link', { name: 'Models' })).toBeVisible();
  });
  test.afterAll(async () => {
    await page?.close();
    await rm(folder, { recursive: true, force: true });
    expect(crashes).toEqual([]);
  });

  test('names chunk and offset of one flipped byte in a gigabyte, and never hangs', async () => {
    const damaged = join(folder, 'damaged.safetensors');
    await copyFile(join(folder, 'large.safetensors'), damaged);
    await flipByte(damaged, BAD_CHUNK * CHUNK + 4711);
    await page.goto(filesOf('e2e-gigabyte'));
    const file = page.getByRole('region', { name: 'large.safetensors' });
    await expect(
      file.getByRole('img', { name: /129 chunks of 8.0 MiB/ }),
    ).toBeVisible();
    await page.waitForLoadState('networkidle');
    const sent: string[] = [];
    page.on('request', request => {
      if (request.method() !== 'GET') sent.push(request.url());
    });

    await expectNoHang(page, async () => {
      await file.locator('input[type=file]').setInputFiles(damaged);
      await expect(file.getByRole('progressbar')).toBeVisible();
      await expect(
        file.getByText('damaged.safetensors is not the recorded file'),
      ).toBeVisible({ timeout: 90_000 });
    });

    await expect(file.getByRole('alert')).toContainText(
      `First bad chunk: ${BAD_CHUNK}, at offset ${BAD_CHUNK * CHUNK} (bytes ${
        BAD_CHUNK * CHUNK
      } to ${(BAD_CHUNK + 1) * CHUNK - 1}). Chunks that differ: 1.`,
    );
    await expect(file.locator('[data-chunk=bad]')).toHaveCount(1);
    expect(sent.filter(url => url.includes('/ml-models/'))).toEqual([]);
  });

  test('stops a verification when asked to', async () => {
    await page.goto(filesOf('e2e-gigabyte'));
    const file = page.getByRole('region', { name: 'large.safetensors' });
    await file
      .locator('input[type=file]')
      .setInputFiles(join(folder, 'large.safetensors'));
    await file.getByRole('button', { name: 'Cancel' }).click();
    await expect(file.getByText(/is not known/)).toBeVisible();
    await expect(file.getByRole('progressbar')).toHaveCount(0);
  });

  test('scrolls 100,000 tensors from end to end, and never hangs', async () => {
    await page.goto(filesOf('e2e-tensors'));
    const table = page.getByRole('table', { name: 'Tensors' });
    await expect(table).toHaveAttribute('aria-rowcount', String(TENSORS + 1));
    await expect(table.getByText(tensorName(0), { exact: true })).toBeVisible();
    await expect(
      page.getByRole('group', { name: 'Size by tensor' }),
    ).toBeVisible();
    await page.waitForLoadState('networkidle');
    const rows = table.getByLabel(/scroll with the arrow keys/);

    await expectNoHang(page, async () => {
      await rows.evaluate(
        scroller =>
          new Promise<void>(resolve => {
            scroller.scrollTop = 0;
            const step = () => {
              const before = scroller.scrollTop;
              scroller.scrollTop += scroller.scrollHeight / 400;
              if (scroller.scrollTop > before) requestAnimationFrame(step);
              else resolve();
            };
            step();
          }),
      );
      await expect(
        table.getByText(tensorName(TENSORS - 1), { exact: true }),
      ).toBeVisible();
      await rows.focus();
      await page.keyboard.press('Home');
      await expect(
        table.getByText(tensorName(0), { exact: true }),
      ).toBeVisible();
      await page.keyboard.press('End');
      await expect(
        table.getByText(tensorName(TENSORS - 1), { exact: true }),
      ).toBeVisible();
    });

    expect(await table.getByRole('row').count()).toBeLessThan(80);
  });

  test('finds the last tensor by its name', async () => {
    await page.goto(filesOf('e2e-tensors'));
    await page
      .getByRole('searchbox', { name: 'Search by name' })
      .fill('LAYERS.999.BLOCK.99.');
    await expect(
      page.getByText(tensorName(TENSORS - 1), { exact: true }),
    ).toBeVisible();
    await expect(page.getByText('1 of 100 000 tensors')).toBeVisible();
  });
});
