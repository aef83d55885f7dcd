import Button from '@mui/material/Button';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { Row } from '../components/PageStack';
import { Bytes } from '../components/Quantity';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { mlModelsTranslationRef } from '../translation';

type Companion = NonNullable<Wire['Inspection']['companions']>[number];

/** Files that this one needs beside it, and whether the version has them. */
export function Companions(props: {
  /** path of the file that names them */
  path: string;
  companions: readonly Companion[];
  /** all files of the version */
  artifacts: readonly Wire['Artifact'][];
  onOpen: (path: string) => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { path, companions, artifacts, onOpen } = props;
  return (
    <DataTable
      label={t('companions.title')}
      rows={companions}
      rowKey={(companion, index) => `${index} ${companion.location}`}
      columns={[
        {
          id: 'location',
          header: t('companions.location'),
          render: companion => <code>{companion.location}</code>,
        },
        {
          id: 'required',
          header: t('companions.required'),
          numeric: true,
          render: companion => <Bytes bytes={companion.requiredBytes} />,
        },
        { id: 'state', header: t('companions.state'), render: stateOf },
      ]}
    />
  );

  function stateOf(companion: Companion) {
    const { location, refused } = companion;
    const beside = [...path.split('/').slice(0, -1), location].join('/');
    const there = artifacts.find(artifact => artifact.path === beside);
    if (refused !== undefined) {
      return (
        <Row gap={0.5}>
          <VerdictGlyph look={{ glyph: 'cross', tone: 'error' }} size={12} />
          {t('companions.refused', { reason: refused })}
        </Row>
      );
    }
    return there ? (
      <Button
        size="small"
        onClick={() => onOpen(there.path)}
        sx={{ textTransform: 'none' }}
      >
        {t('companions.there')}
      </Button>
    ) : (
      <Row gap={0.5}>
        <VerdictGlyph look={{ glyph: 'question', tone: 'neutral' }} size={12} />
        {t('companions.notThere')}
      </Row>
    );
  }
}
