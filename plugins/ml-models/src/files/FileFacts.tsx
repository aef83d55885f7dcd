import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Digest } from '../components/Digest';
import { FactList } from '../components/FactList';
import { Bytes, Count } from '../components/Quantity';
import { ScanWord } from '../components/StateWord';
import { mlModelsTranslationRef } from '../translation';

/** What one file is, in a few lines. */
export function FileFacts(props: { artifact: Wire['Artifact'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { artifact } = props;
  const { inspection } = artifact;
  const { producer, opsets, tensors } = inspection;
  return (
    <FactList
      facts={[
        {
          name: t('glance.format'),
          value: [inspection.format, inspection.formatVersion]
            .filter(Boolean)
            .join(' '),
        },
        {
          name: t('facet.scan'),
          value: <ScanWord scan={inspection.status} />,
        },
        { name: t('glance.size'), value: <Bytes bytes={artifact.size} /> },
        {
          name: t('files.producer'),
          value:
            producer &&
            [producer.name, producer.version].filter(Boolean).join(' '),
        },
        {
          name: t('files.opsets'),
          value: opsets
            ?.map(({ domain, version }) => `${domain || 'ai.onnx'} ${version}`)
            .join(', '),
        },
        {
          name: t('glance.parameters'),
          value: tensors && <Count count={tensors.parameters} />,
        },
        {
          name: t('glance.dtypes'),
          value:
            tensors &&
            Object.entries(tensors.dtypes)
              .map(([dtype, count]) => `${dtype} × ${count}`)
              .join(', '),
        },
        { name: 'SHA-256', value: <Digest digest={artifact.digest} /> },
        {
          name: t('files.merkleRoot'),
          value: artifact.merkleRoot && <Digest digest={artifact.merkleRoot} />,
        },
        {
          name: t('files.declaredDigest'),
          value: artifact.declaredDigest && (
            <Digest digest={artifact.declaredDigest} />
          ),
        },
        { name: t('files.source'), value: artifact.source },
      ]}
    />
  );
}
