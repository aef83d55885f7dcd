import { useState } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { mlModelsApiRef } from '../api/mlModelsApiRef';
import { ErrorPanel } from '../components/ErrorPanel';
import { VersionPageProps } from '../model/VersionFrame';
import { mlModelsTranslationRef } from '../translation';

/** Characters that the API takes as a comment. */
const MAX_COMMENT = 4000;

/** Says what the decision does, asks for a comment, then decides. */
export function ReviewDialog(props: {
  page: VersionPageProps;
  review: Wire['Review'];
  decision: 'approve' | 'reject';
  onClose: () => void;
  onDecided: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const client = useApi(mlModelsApiRef);
  const { page, review, decision, onClose, onDecided } = props;
  const [comment, setComment] = useState('');
  const [{ loading, error }, decide] = useAsyncFn(async () => {
    const { namespace, name } = page.address;
    await answerOf(
      client.request(
        'post',
        '/models/{namespace}/{name}/versions/{version}/reviews/{reviewId}',
        {
          params: {
            path: {
              namespace,
              name,
              version: review.version ?? page.version,
              reviewId: review.id,
            },
          },
          body: { decision, comment: comment.trim() },
        },
      ),
    );
    onDecided();
  }, [client, page, review, decision, comment, onDecided]);
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t(`review.${decision}Title`)}</DialogTitle>
      <DialogContent>
        <Typography>{review.reason}</Typography>
        <Typography sx={{ my: 1.5, fontWeight: 600 }}>
          {t(`review.effect.${review.subject}.${decision}`)}
        </Typography>
        <TextField
          label={t('review.comment')}
          required
          multiline
          minRows={3}
          fullWidth
          value={comment}
          inputProps={{ maxLength: MAX_COMMENT }}
          helperText={t('review.commentHelp')}
          onChange={event => setComment(event.target.value)}
        />
        {error && (
          <ErrorPanel error={error} what={t(`review.${decision}Title`)} />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('review.cancel')}</Button>
        <Button
          variant="contained"
          color={decision === 'approve' ? 'primary' : 'error'}
          disabled={loading || comment.trim() === ''}
          onClick={decide}
        >
          {t(`review.${decision}`)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
