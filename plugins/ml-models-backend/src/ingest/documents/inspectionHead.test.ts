import type { Finding, Inspection } from '@ml-models/model-formats';
import { MAX_HEAD_BYTES } from '../limits';
import { canonicalBytes } from './documentOf';
import { inspectionHead, isWholeForChecks } from './inspectionHead';
import { tensorPages } from './tensorPages';

const aTensor = (name: string) => ({
  name,
  dtype: 'float32',
  shape: [1],
  offset: 0,
  bytes: '4',
});

const aFinding = (severity: Finding['severity'], n: number): Finding => ({
  rule: 'onnx/external-data-path',
  severity,
  message: `number ${n} ${'x'.repeat(100)}`,
});

function anInspection(changes: Partial<Inspection> = {}): Inspection {
  return { format: 'onnx', status: 'findings', findings: [], ...changes };
}

describe('inspectionHead', () => {
  it('is the inspection without its tensor list when that fits', () => {
    const inspection = anInspection({
      inputs: [{ name: 'x', dtype: 'float32', shape: [null] }],
      metadata: { a: 'b' },
    });
    expect(
      inspectionHead({ ...inspection, tensorList: [aTensor('w')] }),
    ).toEqual(inspection);
  });

  it('names at most 200 adapted modules, and says that there are more', () => {
    const targets = Array.from({ length: 201 }, (_, n) => `module${n}`);
    const adapter = {
      convention: 'kohya' as const,
      type: 'lora',
      baseModel: null,
      rank: 8,
      alpha: 4,
      targets,
    };
    const head = inspectionHead(
      anInspection({ adapter, nodeList: [], memberList: [] }),
    );
    expect(head).toEqual({
      ...anInspection(),
      adapter: { ...adapter, targets: targets.slice(0, 200) },
      truncated: ['adapter'],
    });
  });

  it('cuts what decides least first, and names it', () => {
    const head = inspectionHead(
      anInspection({
        metadata: Object.fromEntries(
          Array.from({ length: 3000 }, (_, n) => [`key${n}`, 'x'.repeat(50)]),
        ),
        inputs: [{ name: 'x', dtype: 'float32', shape: [1] }],
        findings: [aFinding('high', 1)],
      }),
    );
    expect(canonicalBytes(head).byteLength).toBeLessThanOrEqual(MAX_HEAD_BYTES);
    expect(head.truncated).toEqual(['metadata']);
    expect(Object.keys(head.metadata ?? {}).length).toBeGreaterThan(100);
    expect(head.inputs).toHaveLength(1);
    expect(isWholeForChecks(head)).toBe(true);
  });

  it('keeps the worst findings when even they do not fit', () => {
    const many = Array.from({ length: 2000 }, (_, n) => aFinding('low', n));
    const head = inspectionHead(
      anInspection({ findings: [...many, aFinding('critical', 1)] }),
    );
    expect(canonicalBytes(head).byteLength).toBeLessThanOrEqual(MAX_HEAD_BYTES);
    expect(head.findings[0].severity).toBe('critical');
    expect(head.truncated).toEqual(['findings']);
    expect(isWholeForChecks(head)).toBe(false);
  });
});

describe('tensorPages', () => {
  it('holds a thousand to a page', () => {
    const tensors = Array.from({ length: 2001 }, (_, n) => aTensor(`w${n}`));
    const pages = tensorPages(tensors).map(({ bytes }) =>
      JSON.parse(Buffer.from(bytes).toString('utf8')),
    );
    expect(pages.map(page => page.length)).toEqual([1000, 1000, 1]);
    expect(pages.flat()).toEqual(tensors);
  });
});
