import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsTranslationRef } from '../../translation';
import { Time } from '../Time';

const ROLE_ORDER: Wire['Evidence']['role'][] = [
  'decides',
  'overridden',
  'ignored',
  'context',
];

/** The same evidence, what decides first; the order inside a role is kept. */
export function inReadingOrder(evidence: readonly Wire['Evidence'][]) {
  return [...evidence].sort(
    (a, b) => ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role),
  );
}

/** Why a verdict is what it is: source by source. */
export function EvidenceList(props: { evidence: readonly Wire['Evidence'][] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  if (props.evidence.length === 0) {
    return (
      <Typography variant="body2" color="text.secondary">
        {t('explain.noEvidence')}
      </Typography>
    );
  }
  return (
    <Box component="ol" sx={{ m: 0, pl: 0, listStyle: 'none' }}>
      {inReadingOrder(props.evidence).map((item, index) => (
        <Box
          component="li"
          key={index}
          sx={{
            py: 1,
            borderTop: index ? '1px solid' : 0,
            borderColor: 'divider',
          }}
        >
          <Typography variant="caption" sx={{ fontWeight: 600 }}>
            {t(`explain.role.${item.role}`)}
          </Typography>
          {item.ref && (
            <Box
              component="code"
              sx={{ display: 'block', fontSize: 13, overflowWrap: 'anywhere' }}
            >
              {item.ref}
              {item.pointer && ` ${item.pointer}`}
              {item.value !== undefined && ` = ${valueText(item.value)}`}
            </Box>
          )}
          <Typography variant="body2">{item.why}</Typography>
          {(item.source || item.by || item.at) && (
            <Typography
              component="div"
              variant="caption"
              color="text.secondary"
            >
              {/* the caller first: a source beside it is a label of theirs */}
              {[item.by, item.source].filter(Boolean).join(' · ')}{' '}
              {item.at && <Time at={item.at} />}
            </Typography>
          )}
        </Box>
      ))}
    </Box>
  );
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}
