import Alert from '@mui/material/Alert';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Digest } from '../components/Digest';
import { Time } from '../components/Time';
import { mlModelsTranslationRef, Translate } from '../translation';

/** What a verification found, when, and what it did not look at. Never green: it speaks of what it covered only. */
export function VerificationResult(props: {
  verification: Wire['Verification'];
  /** sentence for one that found nothing */
  whole: string;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { ok, problem, problemCount, headHash, verifiedAt, notCovered } =
    props.verification;
  return (
    <Alert severity={ok ? 'info' : 'error'}>
      {ok ? props.whole : brokenSentence(t, problem)}{' '}
      {problem && <>{problem.message} </>}
      {problemCount !== undefined && problemCount > 1 && (
        <>{t('chain.problems', { number: String(problemCount) })} </>
      )}
      <Digest digest={headHash} />{' '}
      {verifiedAt && <Time at={verifiedAt} display="age" />}
      <details>
        <summary>{t('chain.notCovered')}</summary>
        <ul>
          {notCovered.map(({ section, reason }) => (
            <li key={section}>
              {section}: {reason}
            </li>
          ))}
        </ul>
      </details>
    </Alert>
  );
}

function brokenSentence(
  t: Translate,
  problem: Wire['HistoryProblem'] | undefined,
): string {
  return problem?.position === undefined
    ? t('chain.broken')
    : t('chain.brokenAt', { position: String(problem.position) });
}
