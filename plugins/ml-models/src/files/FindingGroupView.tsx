import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { FactList } from '../components/FactList';
import { Row } from '../components/PageStack';
import { SeverityWord } from '../components/StateWord';
import { mlModelsTranslationRef } from '../translation';
import { FindingGroup } from './findingGroups';

/** Places shown before someone asks for all. */
const FIRST_PLACES = 5;
const CWE = /^CWE-(\d+)$/;

/** What one rule found, where, what it means and what to do. */
export function FindingGroupView(props: {
  group: FindingGroup;
  rule: Wire['FindingRule'] | undefined;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { group, rule } = props;
  const [all, setAll] = useState(false);
  const { findings } = group;
  const shown = all ? findings : findings.slice(0, FIRST_PLACES);
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: 0.75,
        py: 1,
        borderTop: '1px solid',
        borderColor: 'divider',
        fontSize: 14,
      }}
    >
      <Row>
        <SeverityWord severity={group.severity} />
        <code>{group.rule}</code>
        <Cwe cwe={rule?.cwe} />
      </Row>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {shown.map((finding, index) => (
          <Box component="li" key={index} sx={{ overflowWrap: 'anywhere' }}>
            {finding.message} <Place finding={finding} />
          </Box>
        ))}
      </Box>
      {shown.length < findings.length && (
        <Box>
          <Button size="small" onClick={() => setAll(true)}>
            {t('findings.all', { count: findings.length })}
          </Button>
        </Box>
      )}
      {rule && (
        <FactList
          facts={[
            { name: t('findings.risk'), value: rule.risk },
            { name: t('findings.advice'), value: rule.advice },
          ]}
        />
      )}
    </Box>
  );
}

function Place(props: { finding: Wire['Finding'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { member, offset } = props.finding.location ?? {};
  const places = [
    member,
    offset !== undefined && t('files.atOffset', { offset: String(offset) }),
  ].filter(Boolean);
  return places.length > 0 ? (
    <Typography component="span" variant="body2" color="text.secondary">
      ({places.join(', ')})
    </Typography>
  ) : null;
}

function Cwe(props: { cwe: string | undefined }) {
  const { cwe } = props;
  const number = cwe && CWE.exec(cwe)?.[1];
  return number ? (
    <Link to={`https://cwe.mitre.org/data/definitions/${number}.html`}>
      {cwe}
    </Link>
  ) : null;
}
