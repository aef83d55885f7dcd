import Box from '@mui/material/Box';
import { parseEntityRef, RELATION_OWNED_BY } from '@backstage/catalog-model';
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
import { mlModelsTranslationRef } from '../translation';

const RELATIONS = [
  ['baseModel', RELATION_HAS_BASE_MODEL],
  ['adapts', RELATION_ADAPTER_OF],
  ['adapters', RELATION_HAS_ADAPTER],
  ['derived', RELATION_BASE_MODEL_OF],
  ['datasets', RELATION_TRAINED_ON],
  ['servedBy', RELATION_SERVED_BY],
] as const;

/** What people look for first. */
export function AtAGlance(props: {
  model: Wire['Model'];
  version: Wire['VersionSummary'] | undefined;
  /** of that version, once they are known */
  artifacts?: readonly Wire['Artifact'][];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { entity } = useEntity();
  const { model, version, artifacts = [] } = props;
  const owners = getEntityRelations(entity, RELATION_OWNED_BY);
  const relations = RELATIONS.map(([key, type]) => ({
    name: t(`glance.${key}`),
    targets: getEntityRelations(entity, type),
  })).filter(({ targets }) => targets.length > 0);
  return (
    <Panel title={t('glance.title')}>
      <FactList
        facts={[
          {
            name: t('glance.owner'),
            value: owners.length ? (
              <EntityRefLinks entityRefs={owners} defaultKind="group" />
            ) : (
              model.owner
            ),
          },
          {
            name: t('glance.system'),
            value: model.system && (
              <EntityRefLink
                entityRef={parseEntityRef(model.system, {
                  defaultKind: 'system',
                  defaultNamespace: model.namespace,
                })}
              />
            ),
          },
          {
            name: t('glance.license'),
            value: model.license ?? t('common.notStated'),
          },
          { name: t('glance.task'), value: model.task },
          { name: t('glance.framework'), value: model.framework },
          {
            name: t('glance.format'),
            value: version?.formats.join(', ') || model.format,
          },
          {
            name: t('glance.size'),
            value: <Bytes bytes={version?.size ?? model.size} />,
          },
          {
            name: t('glance.parameters'),
            value: model.parameters && <Count count={model.parameters} />,
          },
          {
            name: t('glance.dtypes'),
            value: tensorTypes(artifacts),
          },
          {
            name: t('glance.digest'),
            value: version && <Digest digest={version.manifestDigest} />,
          },
          ...relations.map(({ name, targets }) => ({
            name,
            value: <EntityRefLinks entityRefs={targets} />,
          })),
        ]}
      />
      {model.tags && model.tags.length > 0 && (
        <Box sx={{ mt: 1, color: 'text.secondary', fontSize: 13 }}>
          {model.tags.join(' · ')}
        </Box>
      )}
    </Panel>
  );
}

/** Tensor types of all files with how many tensors have them, most first. */
function tensorTypes(
  artifacts: readonly Wire['Artifact'][],
): string | undefined {
  const counts = new Map<string, number>();
  for (const { inspection } of artifacts) {
    for (const [dtype, count] of Object.entries(
      inspection.tensors?.dtypes ?? {},
    )) {
      counts.set(dtype, (counts.get(dtype) ?? 0) + count);
    }
  }
  const types = [...counts]
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
    .map(([dtype, count]) => `${dtype} × ${count}`)
    .join(', ');
  return types || undefined;
}
