import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** What stands on our pages and is not ours: selector and why. */
const CHROME: Readonly<Record<string, string>> = {
  '[class*=BackstageSidebar]': 'the portal’s navigation',
  '[class*=bui-VisuallyHidden]':
    'the plugin header’s own hidden heading, outside every landmark',
  '[class*=bui-PluginHeader]': 'the portal’s plugin header',
  '[class*=PluginCatalogGraph]': 'the relations card of the catalog',
};

/** WCAG 2.2 A and AA, and what axe-core calls best practice. */
const TAGS = [
  'wcag2a',
  'wcag2aa',
  'wcag21a',
  'wcag21aa',
  'wcag22aa',
  'best-practice',
];

/** Narrow phones; CSS pixels. */
const NARROW_WIDTH = 400;
const WIDE = { width: 1280, height: 800 };
/** ms in which a page must not change to count as settled */
const STILL_MS = 250;

/** Waits until nothing loads and the page does not change any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    stillMs =>
      new Promise<boolean>(resolve => {
        const seen = document.body.innerHTML.length;
        setTimeout(
          () =>
            resolve(
              document.body.innerHTML.length === seen &&
                !document.querySelector(
                  '[role=progressbar], [class*=MuiSkeleton-root]',
                ),
            ),
          stillMs,
        );
      }),
    STILL_MS,
  );
}

/**
 * What keeps someone from reading the page as it stands: violations in the light and in the dark theme, and what of
 * ours a narrow screen can only reach by scrolling sideways. One line each; empty when there is nothing.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    for (const fault of await violations(page))
      faults.push(`${colorScheme}: ${fault}`);
  }
  await page.setViewportSize({ ...WIDE, width: NARROW_WIDTH });
  await settled(page);
  for (const element of await sideways(page))
    faults.push(`${NARROW_WIDTH} px: ${element}`);
  await page.setViewportSize(WIDE);
  return faults;
}

async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis)))
    await page.evaluate(`${axe.source};0`);
  return page.evaluate(
    async ({ chrome, tags }) => {
      const here: typeof axe = Reflect.get(globalThis, 'axe');
      const found = await here.run(
        { exclude: chrome.map(selector => [selector]) },
        {
          resultTypes: ['violations'],
          runOnly: tags,
          // Experimental, and yet what a voice control goes by.
          rules: { 'label-content-name-mismatch': { enabled: true } },
        },
      );
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, html }) => `${id} ${target} ${html.slice(0, 160)}`,
        ),
      );
    },
    { chrome: Object.keys(CHROME), tags: TAGS },
  );
}

/** Outermost elements of ours that reach beyond the screen and that no box of their own scrolls. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(chrome => {
    const reachesOut = (element: Element) => {
      const { width, right } = element.getBoundingClientRect();
      return width > 0 && right > window.innerWidth + 1;
    };
    const isContained = (element: Element): boolean => {
      const parent = element.parentElement;
      if (!parent || parent === document.body) return false;
      const { overflowX } = getComputedStyle(parent);
      return overflowX !== 'visible' ? true : isContained(parent);
    };
    return [...document.querySelectorAll('body *')]
      .filter(element => !chrome.some(selector => element.closest(selector)))
      .filter(element => reachesOut(element) && !isContained(element))
      .filter((element, _, all) => !all.includes(element.parentElement!))
      .map(element => element.outerHTML.slice(0, 160));
  }, Object.keys(CHROME));
}
