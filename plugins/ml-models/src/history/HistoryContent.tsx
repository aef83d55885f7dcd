import { useId } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { Actor } from '../components/Actor';
import { Digest } from '../components/Digest';
import { EmptyState } from '../components/EmptyState';
import { ErrorPanel } from '../components/ErrorPanel';
import { Row } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { StageWord } from '../components/StateWord';
import { Time } from '../components/Time';
import { usePages } from '../hooks/usePages';
import { inWords } from '../format/words';
import { ModelFrame, ModelPageProps } from '../model/ModelFrame';
import { mlModelsTranslationRef } from '../translation';
import { ChainState } from './ChainState';
import { eventSentence } from './eventSentence';

/** Events asked for at a time. */
const PAGE_SIZE = 50;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Who did what, when; and the page as it was on a day. */
export function HistoryContent() {
  return <ModelFrame>{page => <History {...page} />}</ModelFrame>;
}

function History(page: ModelPageProps) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { model, view } = page;
  const dateId = useId();
  return (
    <Panel title={t('history.title')}>
      <Row gap={3}>
        <TextField
          id={dateId}
          type="date"
          size="small"
          label={t('asOf.pick')}
          helperText={t('asOf.pickHelp')}
          InputLabelProps={{ shrink: true }}
          value={view.asOf && DATE.test(view.asOf) ? view.asOf : ''}
          onChange={event => view.setAsOf(event.target.value || undefined)}
        />
        {view.asOf && (
          <Typography component="div">
            {t('asOf.state', { version: model.latestVersion ?? '' })}{' '}
            <StageWord stage={model.stage} />
          </Typography>
        )}
        <ChainState address={page.address} />
      </Row>
      <Timeline page={page} />
    </Panel>
  );
}

function Timeline(props: { page: ModelPageProps }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, model, view } = props.page;
  const { modelRef, namespace, name } = address;
  const events = usePages<Wire['Event'], number>(
    `events ${modelRef} ${model.position}`,
    async (client, after) => {
      const page = await answerOf(
        client.request('get', '/models/{namespace}/{name}/events', {
          params: {
            path: { namespace, name },
            query: { order: 'desc', limit: PAGE_SIZE, after },
          },
        }),
      );
      return { items: page.items, next: page.nextAfter };
    },
  );
  const until = view.asOf ? model.asOf?.position ?? model.position : Infinity;
  const shown = events.items.filter(({ position }) => position <= until);
  return (
    <>
      <Box
        component="ol"
        reversed
        aria-label={t('history.title')}
        sx={{ m: 0, mt: 2, p: 0, listStyle: 'none' }}
      >
        {shown.map(event => (
          <EventItem key={event.id} event={event} />
        ))}
      </Box>
      {events.error && (
        <ErrorPanel
          error={events.error}
          what={t('history.title')}
          retry={events.items.length ? events.loadMore : events.reload}
        />
      )}
      {!events.loading && !events.error && shown.length === 0 && (
        <EmptyState title={t('history.none')} />
      )}
      {events.hasMore && (
        <Button
          size="small"
          disabled={events.loading}
          onClick={events.loadMore}
        >
          {t('history.earlier')}
        </Button>
      )}
    </>
  );
}

function EventItem(props: { event: Wire['Event'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { event } = props;
  const { key, params } = eventSentence(t, event);
  return (
    <Box
      component="li"
      sx={{ pl: 2, pb: 2, borderLeft: '2px solid', borderColor: 'divider' }}
    >
      <Typography>{t(`event.${key}`, params)}</Typography>
      <Typography variant="body2" color="text.secondary" component="div">
        <Time at={event.recordedAt} /> · <Actor actor={event.actor} />
      </Typography>
      <details>
        <Typography
          component="summary"
          variant="body2"
          sx={{ cursor: 'pointer' }}
        >
          {t('history.payload')}
        </Typography>
        <Typography variant="body2" component="div">
          {inWords(event.type)} · {t('history.position')} {event.position} ·{' '}
          <Digest digest={event.hash} />
        </Typography>
        <Box
          component="pre"
          tabIndex={0}
          aria-label={t('history.payload')}
          sx={{
            m: 0,
            p: 1,
            fontSize: 12,
            overflowX: 'auto',
            bgcolor: 'action.hover',
          }}
        >
          {JSON.stringify(event.data, null, 2)}
        </Box>
      </details>
    </Box>
  );
}
