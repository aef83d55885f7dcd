import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { MarkdownContent } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { EmptyState } from '../components/EmptyState';
import { CommandLine } from '../components/CommandLine';
import { Panel } from '../components/Panel';
import { formatShare } from '../format/quantity';
import { mlModelsTranslationRef } from '../translation';

const SAFE_LINK = /^(https?:|mailto:|#|\/(?!\/))/i;

/** A card is written by anyone: links that run code or hide lead nowhere. */
function safeLink(uri: string): string {
  return SAFE_LINK.test(uri) ? uri : '';
}

/** Pictures of a card would tell strangers who reads it: none are fetched. */
function noImage(): string {
  return '';
}

/** The model card as written, and what it does not say. */
export function ModelCardPanel(props: {
  card: Wire['Card'] | undefined;
  /** label of the version that recorded it */
  version: string;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { card } = props;
  if (!card) {
    return (
      <Panel title={t('card.title')}>
        <EmptyState
          title={t('card.none', { version: props.version })}
          description={t('card.noneDescription')}
        />
        <CommandLine
          text={'spec:\n  card: ./MODEL_CARD.md'}
          label={t('problems.remedyLabel')}
        />
      </Panel>
    );
  }
  return (
    <Panel
      title={t('card.title')}
      action={
        <Typography variant="body2" color="text.secondary">
          {t('card.completeness', { share: formatShare(card.completeness) })}
        </Typography>
      }
    >
      <Box
        sx={{
          overflowWrap: 'anywhere',
          '& > div > :first-of-type': { mt: 0 },
          '& h1': { fontSize: 22 },
          '& h2': { fontSize: 18 },
          '& h3': { fontSize: 16 },
        }}
      >
        <MarkdownContent
          content={card.markdown}
          dialect="gfm"
          transformLinkUri={safeLink}
          transformImageUri={noImage}
        />
      </Box>
      {card.missing && card.missing.length > 0 && (
        <Typography variant="body2" color="text.secondary" sx={{ mt: 2 }}>
          {t('card.missing', { fields: card.missing.join(', ') })}
        </Typography>
      )}
    </Panel>
  );
}
