import { screen } from '@testing-library/react';
import { fakeBackend } from '../__testUtils__/fakeBackend';
import { entity } from '../__testUtils__/fixtures';
import { modelRoutes } from '../__testUtils__/modelRoutes';
import { renderPage } from '../__testUtils__/renderPage';
import { RolloutContent } from '../rollout/RolloutContent';
import { chosenViews } from './chosenViews';

const REF = 'mlmodel:default/lora-portrait';
const PAGE = '/catalog/default/mlmodel/lora-portrait';

describe('useModelView', () => {
  afterEach(() => window.history.replaceState(null, '', '/'));

  it.each([
    ['keeps the choice on the way to another tab', `${PAGE}/files`, true],
    ['forgets it when the model is left', '/ml-models', false],
    [
      'forgets it on the way to a model whose name only begins like this one',
      `${PAGE}-2`,
      false,
    ],
  ])('%s', async (_, next, kept) => {
    const { unmount } = renderPage(
      <RolloutContent />,
      fakeBackend(modelRoutes()),
      { entity, url: '/?version=v2' },
    );
    await screen.findByRole('button', { name: 'v3 approved, newest' });
    expect(chosenViews.get(REF)).toEqual({ version: 'v2' });
    window.history.replaceState(null, '', next);
    unmount();
    expect(chosenViews.has(REF)).toBe(kept);
  });
});
