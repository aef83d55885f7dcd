import { Fragment } from 'react';
import Box from '@mui/material/Box';
import type { EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { PageStack } from '../components/PageStack';
import { OverviewContent } from './OverviewContent';

/** The model first, then whatever cards the portal has for the entity. */
export function OverviewLayout(props: EntityContentLayoutProps) {
  return (
    <PageStack>
      <OverviewContent />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns:
            'repeat(auto-fit, minmax(min(400px, 100%), 1fr))',
        }}
      >
        {props.cards.map((card, index) => (
          <Fragment key={card.element.key ?? index}>{card.element}</Fragment>
        ))}
      </Box>
    </PageStack>
  );
}
