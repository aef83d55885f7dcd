import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { verdict } from '../../__testUtils__/fixtures';
import { VerdictChip } from './VerdictChip';

describe('VerdictChip', () => {
  it.each([{}, { compact: true }, { hideLabel: true }, { hideLevel: true }])(
    'is named by its own text, whatever is drawn of it: %j',
    async shown => {
      renderInTestApp(
        <VerdictChip
          label="Signature"
          verdict={verdict({ word: 'not signed', level: 'unknown' })}
          {...shown}
        />,
      );
      const chip = await screen.findByRole('button', {
        name: 'Signature: not signed, unknown',
      });
      // A name of its own beside the text is what speech control cannot say.
      expect(chip).not.toHaveAttribute('aria-label');
      expect(chip).not.toHaveAttribute('aria-labelledby');
    },
  );
});
