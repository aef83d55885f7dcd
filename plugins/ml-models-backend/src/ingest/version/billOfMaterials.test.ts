import {
  ML_MODEL_API_VERSION,
  ML_MODEL_KIND,
  MlModelEntityV1alpha1,
  RecordedArtifact,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { Inspection } from '@ml-models/model-formats';
import { billOfMaterials } from './billOfMaterials';

const entity: MlModelEntityV1alpha1 = {
  apiVersion: ML_MODEL_API_VERSION,
  kind: ML_MODEL_KIND,
  metadata: { name: 'iris' },
  spec: {
    type: 'classifier',
    lifecycle: 'production',
    owner: 'botany',
    version: '1',
    license: 'MIT',
  },
};
const reference = { digest: `sha256:${'c'.repeat(64)}`, size: 2 };

function billOf(source: string, status: Inspection['status']) {
  const recorded: RecordedArtifact = {
    path: 'm.onnx',
    size: '5',
    digest: `sha256:${'a'.repeat(64)}`,
    media_type: 'application/octet-stream',
    format: 'onnx',
    inspection_status: status,
    inspection: { ...reference, mediaType: 'application/json' },
    source,
  };
  const { document, gaps } = billOfMaterials({
    entity,
    declaration: { owner: 'group:default/botany' },
    version: '1',
    manifestDigest: `sha256:${'b'.repeat(64)}`,
    artifacts: [
      { recorded, inspection: { format: 'onnx', status, findings: [] } },
    ],
    created: new Date('2026-01-31T12:00:00.789Z'),
    tool: { name: 'ml-models', version: '0.1.0' },
  });
  const [model] = JSON.parse(Buffer.from(document.bytes).toString()).packages;
  const stated = JSON.parse(model.annotations[0].comment);
  return { model, stated, gaps };
}

describe('billOfMaterials', () => {
  it('P10: counts the gaps that its document lists, and none that nobody could fill', () => {
    const { stated, gaps } = billOf('/srv/m.onnx', 'failed');
    expect(stated.gaps.map(({ field }: { field: string }) => field)).toEqual([
      'supplier',
      'description',
      'downloadLocation',
      'datasets',
      'content',
    ]);
    expect(gaps).toBe(5);
  });

  it('says where the bytes were taken from, and who owns them', () => {
    const source = 'https://example.com/m.onnx';
    const { model, stated, gaps } = billOf(source, 'clean');
    expect(model.downloadLocation).toBe(source);
    expect(stated.owner).toBe('group:default/botany');
    expect(gaps).toBe(3);
  });
});
