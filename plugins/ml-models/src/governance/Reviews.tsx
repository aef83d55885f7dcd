import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Row } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { Time } from '../components/Time';
import { VersionPageProps } from '../model/VersionFrame';
import { mlModelsTranslationRef } from '../translation';
import { ReviewDialog } from './ReviewDialog';

/** Reviews that wait for a person. */
export function Reviews(props: {
  page: VersionPageProps;
  reviews: readonly Wire['Review'][];
  onDecided: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const [deciding, setDeciding] = useState<{
    review: Wire['Review'];
    decision: 'approve' | 'reject';
  }>();
  const open = props.reviews.filter(({ state }) => state === 'open');
  return (
    <>
      {open.length > 0 && (
        <Panel title={t('review.open', { count: open.length })}>
          {open.map(review => (
            <Box key={review.id} sx={{ py: 0.5 }}>
              <Typography sx={{ fontWeight: 600 }}>
                {t(`review.subject.${review.subject}`)}
              </Typography>
              <Typography variant="body2">{review.reason}</Typography>
              <Typography
                variant="body2"
                color="text.secondary"
                component="div"
              >
                {t('review.requested')} <Time at={review.requestedAt} />
              </Typography>
              <Row>
                <Button
                  size="small"
                  variant="outlined"
                  onClick={() => setDeciding({ review, decision: 'approve' })}
                >
                  {t('review.approve')}
                </Button>
                <Button
                  size="small"
                  variant="outlined"
                  color="error"
                  onClick={() => setDeciding({ review, decision: 'reject' })}
                >
                  {t('review.reject')}
                </Button>
              </Row>
            </Box>
          ))}
        </Panel>
      )}
      {deciding && (
        <ReviewDialog
          page={props.page}
          {...deciding}
          onClose={() => setDeciding(undefined)}
          onDecided={() => {
            setDeciding(undefined);
            props.onDecided();
          }}
        />
      )}
    </>
  );
}
