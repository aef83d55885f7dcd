import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Digest } from '../../components/Digest';
import { Bytes } from '../../components/Quantity';
import { formatExact } from '../../format/quantity';
import { mlModelsTranslationRef } from '../../translation';
import { firstBadChunk } from './firstBadChunk';
import type { LocalCopyResult } from './LocalCopyResult';

/** The answer: the same bytes, or what differs and where. */
export function LocalCopyOutcome(props: {
  artifact: Wire['Artifact'];
  fileName: string;
  result: LocalCopyResult;
  leavesError?: Error;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { artifact, fileName, result, leavesError } = props;
  if (result.outcome === 'match') {
    return (
      <Alert severity="info" role="alert">
        {t('localCopy.match', { file: fileName })}{' '}
        <Digest digest={result.digest} />
      </Alert>
    );
  }
  const first = firstBadChunk(artifact, result);
  return (
    <Alert severity="error" role="alert">
      <AlertTitle>{t('localCopy.mismatch', { file: fileName })}</AlertTitle>
      <LengthDifference recorded={artifact.size} found={result.size} />
      {first && (
        <div>
          {t('localCopy.firstBadChunk', {
            chunk: String(first.chunk),
            first: String(first.first),
            last: String(first.last),
            bad: String(result.badChunks?.length),
          })}{' '}
          {t('localCopy.whichByte')}
        </div>
      )}
      {result.badChunks === undefined && (
        <div>
          {t('localCopy.noChunks')} {leavesError?.message}
        </div>
      )}
      {result.badChunks?.length === 0 && (
        <div>{t('localCopy.chunksAgree')}</div>
      )}
      <div>
        {t('localCopy.recorded')} <Digest digest={artifact.digest} />{' '}
        <Bytes bytes={artifact.size} />
      </div>
      <div>
        {t('localCopy.found')} <Digest digest={result.digest} />{' '}
        <Bytes bytes={result.size} />
      </div>
    </Alert>
  );
}

/** Says how much longer or shorter the local file is; nothing when it is not. */
export function LengthDifference(props: { recorded: string; found: number }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const difference = BigInt(props.found) - BigInt(props.recorded);
  if (difference === 0n) {
    return null;
  }
  return (
    <div>
      {difference > 0n
        ? t('localCopy.longer', { bytes: formatExact(String(difference)) })
        : t('localCopy.shorter', { bytes: formatExact(String(-difference)) })}
    </div>
  );
}
