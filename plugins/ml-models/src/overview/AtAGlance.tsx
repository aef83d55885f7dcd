import Box from '@mui/material/Box';
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  EntityRefLink,
  EntityRefLinks,
  getEntityRelations,
  useEntity,
} from '@backstage/plugin-catalog-react';
import {
  RELATION_ADAPTER_OF,
  RELATION_BASE_MODEL_OF,
  RELATION_HAS_ADAPTER,
  RELATION_HAS_BASE_MODEL,
  RELATION_SERVED_BY,
  RELATION_TRAINED_ON,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Digest } from '../components/Digest';
import { FactList } from '../components/FactList';
import { Panel } from '../components/Panel';
import { Bytes, Count } from '../components/Quantity';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { verdictLook } from '../components/verdict/verdictLook';
import { TabLink } from '../model/TabLink';
import { ModelAddress } from '../model/useModel';
import { mlModelsTranslationRef } from '../translation';
import {
  parametersOf,
  RecordedFacts,
  specText,
  tensorTypes,
} from './recordedFacts';

const RELATIONS = [
  ['baseModel', RELATION_HAS_BASE_MODEL],
  ['adapts', RELATION_ADAPTER_OF],
  ['adapters', RELATION_HAS_ADAPTER],
  ['derived', RELATION_BASE_MODEL_OF],
  ['datasets', RELATION_TRAINED_ON],
  ['servedBy', RELATION_SERVED_BY],
] as const;

/** What people look for first, of this version. */
export function AtAGlance(props: {
  address: ModelAddress;
  version: Wire['ModelVersion'];
  facts: RecordedFacts;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { entity: catalogEntity } = useEntity();
  const { address, facts, version } = props;
  const { entity, license } = facts;
  const { artifacts } = version;
  const system = specText(entity, 'system');
  const tags = tagsOf(entity);
  const relations = RELATIONS.map(([key, type]) => ({
    name: t(`glance.${key}`),
    targets: getEntityRelations(catalogEntity, type),
  })).filter(({ targets }) => targets.length > 0);
  return (
    <Panel title={t('glance.title', { version: version.version })}>
      <FactList
        facts={[
          { name: t('glance.license'), value: <License license={license} /> },
          {
            name: t('glance.redeclared'),
            value: version.redeclared?.reason ?? '',
          },
          { name: t('glance.task'), value: specText(entity, 'task') },
          { name: t('glance.framework'), value: specText(entity, 'framework') },
          { name: t('glance.format'), value: version.formats.join(', ') },
          { name: t('glance.size'), value: <Bytes bytes={version.size} /> },
          {
            name: t('glance.parameters'),
            value: parametersOf(artifacts) && (
              <Count count={parametersOf(artifacts)} />
            ),
          },
          { name: t('glance.dtypes'), value: tensorTypes(artifacts) },
          {
            name: t('glance.fileDigest'),
            value: artifacts.length === 1 && (
              <Digest digest={artifacts[0].digest} />
            ),
          },
          {
            name: t('glance.setDigest'),
            value: <Digest digest={version.manifestDigest} />,
          },
          {
            name: t('glance.system'),
            value: system && (
              <EntityRefLink
                entityRef={parseEntityRef(system, {
                  defaultKind: 'system',
                  defaultNamespace: address.namespace,
                })}
              />
            ),
          },
          ...relations.map(({ name, targets }) => ({
            name,
            value: <EntityRefLinks entityRefs={targets} />,
          })),
          {
            name: t('glance.files'),
            value: <FilesLink address={address} version={version} />,
          },
        ].filter(({ value }) => value !== false && value !== '')}
      />
      {tags.length > 0 && (
        <Box sx={{ mt: 1, color: 'text.secondary', fontSize: 13 }}>
          {tags.join(' · ')}
        </Box>
      )}
    </Panel>
  );
}

/** What was declared; that the file says otherwise of itself is never passed over. */
function License(props: { license: RecordedFacts['license'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { agree, declared, stated } = props.license;
  if (agree === false) {
    return (
      <>
        <VerdictGlyph look={verdictLook({ concern: 'attention' })} />{' '}
        {t('glance.licenseContradicted', {
          declared: declared ?? t('common.notStated'),
          stated: stated ?? t('common.notStated'),
        })}
      </>
    );
  }
  if (declared === undefined && stated !== undefined) {
    return <>{t('glance.licenseOfFile', { stated })}</>;
  }
  return <>{declared ?? t('common.notStated')}</>;
}

/** Tensors, operators and digests of each file stand on one page only. */
function FilesLink(props: {
  address: ModelAddress;
  version: Wire['ModelVersion'];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, version } = props;
  const tensors = version.artifacts.reduce(
    (sum, { inspection }) => sum + (inspection.tensors?.count ?? 0),
    0,
  );
  return (
    <TabLink address={address} tab="files" version={version.version}>
      {t('glance.filesLink', {
        count: version.artifacts.length,
        tensors: String(tensors),
      })}
    </TabLink>
  );
}

function tagsOf(entity: RecordedFacts['entity']): string[] {
  const tags = entity?.metadata.tags;
  return Array.isArray(tags)
    ? tags.filter((tag): tag is string => typeof tag === 'string')
    : [];
}
