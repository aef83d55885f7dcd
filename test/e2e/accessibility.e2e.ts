import { Readable } from 'node:stream';
import { expect, Page, test } from '@playwright/test';
import { faultsOf, settled } from './support/accessibility';
import { manyTensors } from './support/modelFiles';
import { answerAsCatalog, registerModel } from './support/registerModel';

/** One state of a page: where it is, and what is done there before it is looked at. */
interface PageState {
  name: string;
  path: string;
  open?: (page: Page) => Promise<void>;
  /** stands on the page then, and on no page of an error */
  shows?: string | RegExp;
}

/** Each tab, and what stands there of a model that has much to say. */
const TABS = {
  '': 'Needs somebody',
  versions: 'Set digest',
  files: 'SHA-256',
  sbom: 'Bill of materials',
  governance: 'Where this version stands',
  serving: 'Workloads that serve this model',
  rollout: 'Declared',
  history: 'Not verified on this page yet',
};
const entity = (name: string, tab = '') =>
  `/catalog/default/mlmodel/${name}${tab && `/${tab}`}`;

const tabsOf = (model: string, shows?: RegExp): PageState[] =>
  Object.keys(TABS).map(tab => ({
    name: `${model} ${tab || 'overview'}`,
    path: entity(model, tab),
    shows,
  }));

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
  // The tooltip of what was pressed goes; what it opened stays.
  await page.mouse.move(0, 0);
};

/** A model of two versions whose bytes differ. */
const VERSIONED = { name: 'e2e-versions', fileName: 'model.safetensors' };

const LIST: PageState[] = [
  { name: 'table', path: '/ml-models', shows: 'Fraud scorer' },
  { name: 'cards', path: '/ml-models?layout=cards', shows: 'Fraud scorer' },
  { name: 'filtered', path: '/ml-models?tier=tier-3', shows: 'Fraud scorer' },
  {
    name: 'refused models',
    path: '/ml-models',
    open: press(/2 refused/),
    shows: 'damaged-detector',
  },
  {
    name: 'nothing found',
    path: '/ml-models?text=nothing-is-called-so',
    shows: 'No model matches these filters',
  },
  {
    name: 'how to register',
    path: '/ml-models',
    open: press(/Register a model/),
  },
];

const OPENED: PageState[] = [
  {
    name: 'a verdict explained',
    path: entity('lora-portrait'),
    open: press(/^Bytes/),
  },
  {
    name: 'a problem with its cure',
    path: entity('fraud-scorer'),
    open: press(/Why, and what to do/i),
  },
  {
    name: 'a port explained',
    path: entity('lora-portrait', 'serving'),
    open: press(/8080 http/),
  },
  {
    name: 'another day',
    path: `${entity('fraud-scorer', 'governance')}?asOf=1`,
  },
  { name: 'two versions', path: entity(VERSIONED.name, 'versions') },
  {
    name: 'two versions compared',
    path: `${entity(VERSIONED.name, 'versions')}?from=1.0.0&to=2.0.0`,
  },
];

const CARDS: PageState[] = [
  { name: 'component', path: '/catalog/default/component/payments-api' },
  { name: 'system', path: '/catalog/default/system/lora-scripts' },
  { name: 'group', path: '/catalog/default/group/team-imaging' },
];

test.setTimeout(300_000);

test.describe('accessibility', () => {
  let page: Page;
  const crashes: string[] = [];

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(300_000);
    page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', error => crashes.push(String(error)));
    for (const [version, tensors] of [
      ['1.0.0', 3],
      ['2.0.0', 4],
    ] as const)
      await registerModel({
        ...VERSIONED,
        version,
        bytes: () => Readable.from([manyTensors(tensors)]),
      });
    await answerAsCatalog(page, VERSIONED);
    await page.goto('/');
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByRole('link', { name: 'Models' }).click();
    await expect(page.getByRole('link', { name: 'Fraud scorer' })).toBeVisible({
      timeout: 240_000,
    });
  });
  test.afterAll(async () => {
    await page?.close();
    expect(crashes).toEqual([]);
  });

  /** Without a new load of the whole portal. */
  async function go(path: string) {
    await page.evaluate(to => {
      window.history.pushState({}, '', to);
      window.dispatchEvent(new PopStateEvent('popstate'));
    }, path);
    await settled(page);
  }

  async function faultsIn({ name, path, open, shows }: PageState) {
    await go(path);
    await open?.(page);
    await settled(page);
    if (shows) await expect(page.getByText(shows).first()).toBeVisible();
    const faults = await faultsOf(page);
    if (open) await page.keyboard.press('Escape');
    return faults.map(fault => `${name}, ${fault}`);
  }

  async function expectReadable(states: PageState[]) {
    const faults: string[] = [];
    for (const state of states)
      faults.push(...(await test.step(state.name, () => faultsIn(state))));
    expect(faults).toEqual([]);
  }

  test('sees what is wrong: without words, without contrast, too wide', async () => {
    await go('/ml-models?sort=-tier');
    await page.evaluate(() => {
      const wrong = document.createElement('section');
      wrong.innerHTML =
        '<button></button><p style="color:#777;background:#888">pale</p><div style="width:900px">wide</div>';
      wrong.id = 'wrong';
      // In front of all else: of what something covers axe-core says nothing.
      wrong.style.cssText = 'position:fixed;top:0;left:0;z-index:99999';
      document.body.append(wrong);
    });
    const faults = await faultsOf(page);
    for (const fault of [
      'light: button-name',
      'dark: color-contrast',
      '400 px',
    ])
      expect(faults.join('\n')).toContain(fault);
    await page.evaluate(() => document.getElementById('wrong')?.remove());
  });

  test('the list in each of its forms', () => expectReadable(LIST));

  test('every tab of a model with much to say', () =>
    expectReadable(
      tabsOf('fraud-scorer').map((state, at) => ({
        ...state,
        shows: Object.values(TABS)[at],
      })),
    ));

  test('every tab of a model with little to say', () =>
    expectReadable(tabsOf('keyword-spotter')));

  test('every tab of a model that was refused', () =>
    expectReadable(tabsOf('incomplete-ranker')));

  test('what opens: drawers, another day, comparisons', () =>
    expectReadable(OPENED));

  test('cards on components, systems and groups', () => expectReadable(CARDS));

  test('a portal without models', async () => {
    await page.route('**/api/ml-models/models?*', route =>
      route.fulfill({ json: { items: [] } }),
    );
    await expectReadable([
      { name: 'no models', path: '/ml-models?sort=-name' },
    ]);
    await page.unroute('**/api/ml-models/models?*');
  });

  test('every page when the registry does not answer', async () => {
    await page.route('**/api/ml-models/**', route =>
      route.fulfill({
        status: 503,
        json: { error: { name: 'ServiceUnavailableError', message: 'no' } },
      }),
    );
    await expectReadable([
      { name: 'list', path: '/ml-models?sort=tier' },
      ...tabsOf('intent-classifier'),
    ]);
    await page.unroute('**/api/ml-models/**');
  });
});
