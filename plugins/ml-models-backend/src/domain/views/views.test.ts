import { bytesVerdict } from './bytesVerdict';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DEFAULT_GOVERNANCE_POLICY } from '@ml-models/model-governance';
import {
  aDeclaration,
  aDocument,
  aMeasurement,
  anArtifact,
  aRegistration,
} from '../../store/__testUtils__/commands';
import { after, at } from '../__testUtils__/after';
import { aSource, aWorkload } from '../__testUtils__/aWorkload';
import type { ModelState } from '../ModelState';
import { problemsOf } from '../problems/problemsOf';
import {
  assessmentView,
  modelSummaryView,
  modelView,
  textDocumentsOf,
  trustView,
  versionView,
} from '.';

const context = { at, policy: DEFAULT_GOVERNANCE_POLICY };

const trust = (state: ModelState, serving?: Wire['Deployments']) =>
  trustView(state, state.versions[0], { ...context, serving });

describe('trust', () => {
  it('P5: calls bytes that equal a declared digest measured, never verified', () => {
    const declared = anArtifact();
    const met = { ...declared, declared_digest: declared.digest };
    const other = anArtifact({ path: 'b.onnx' });
    const bytes = (...artifacts: (typeof declared)[]) =>
      trust(after(aRegistration({ artifacts }))).bytes;
    expect(bytes(met)).toMatchObject({
      word: 'as declared',
      level: 'measured',
      concern: 'none',
    });
    expect(bytes(met, other)).toMatchObject({
      word: 'measured',
      level: 'measured',
      remedy: `spec:\n  artifacts:\n    - path: b.onnx\n      digest: ${other.digest}`,
    });
    expect(
      bytes({ ...met, declared_digest: aDocument('x').reference.digest }),
    ).toMatchObject({ level: 'measured', concern: 'bad' });
  });

  it('P18: evidence says what its digest is of; a model of one file is known by what sha256sum prints', () => {
    const artifact = anArtifact();
    const state = after(aRegistration({ artifacts: [artifact] }));
    expect(trust(state).scan.evidence[0]).toMatchObject({
      ref: `scan report of ${artifact.path}`,
      value: artifact.inspection.digest,
    });
    expect(trust(state).bytes.evidence[0]).toMatchObject({
      ref: artifact.path,
      value: artifact.digest,
    });
    expect(modelSummaryView(state, context)).toMatchObject({
      fileDigest: artifact.digest,
      digest: state.versions[0].manifestDigest,
    });
    const two = [artifact, anArtifact({ path: 'b.onnx' })];
    expect(
      modelSummaryView(after(aRegistration({ artifacts: two })), context),
    ).not.toHaveProperty('fileDigest');
  });

  it.each([
    ['clean', 'clean', 'measured', 'none'],
    ['findings', 'findings', 'measured', 'attention'],
    ['unsupported', 'not scanned', 'unknown', 'attention'],
    ['failed', 'unreadable', 'unknown', 'bad'],
  ] as const)(
    'says of a scan that is %s: %s',
    (status, word, level, concern) => {
      const state = after(
        aRegistration({
          artifacts: [
            anArtifact(),
            anArtifact({ path: 'b', inspection_status: status }),
          ],
          unsupported: status === 'unsupported',
        }),
      );
      expect(trust(state).scan).toMatchObject({ word, level, concern });
    },
  );

  it('takes plain data that another file declares for no file that nobody scanned', () => {
    const state = after(
      aRegistration({
        artifacts: [
          anArtifact({ path: 'm.onnx', format: 'onnx' }),
          anArtifact({
            path: 'm.onnx.data',
            format: 'unknown',
            inspection_status: 'unsupported',
          }),
        ],
        unsupported: false,
      }),
    );
    expect(state.versions[0]).toMatchObject({
      stage: 'validated',
      unsupported: false,
    });
    const { scan } = trust(state);
    expect(scan).toMatchObject({ word: 'clean', level: 'measured' });
    expect(scan.evidence[1].why).toContain('another file declares');
  });

  it('does not know of a signature that nobody checked', () => {
    const signed = (outcome: 'verified' | 'rejected' | 'unverified') =>
      after(aRegistration(), {
        type: 'RecordAttestation',
        modelRef: 'mlmodel:default/lora',
        version: 'v1',
        subject: aRegistration().manifestDigest,
        predicateType: 'https://model_signing/signature/v1.0',
        verifier: 'oms',
        outcome,
        document: aDocument('bundle').reference,
      });
    expect(trust(after(aRegistration())).signature).toMatchObject({
      word: 'not signed',
      level: 'unknown',
    });
    expect(trust(signed('unverified')).signature).toMatchObject({
      level: 'declared',
      concern: 'attention',
    });
    expect(trust(signed('rejected')).signature.concern).toBe('bad');
    expect(trust(signed('verified')).signature.level).toBe('verified');
  });

  it('shows the gaps of the bill of materials and of the card', () => {
    const card = {
      ...aDocument('# Card').reference,
      path: 'MODEL_CARD.md',
      completeness: 0.829,
      missing: ['Limitations'],
    };
    const state = after(aRegistration({ declaration: aDeclaration({ card }) }));
    expect(trust(state).sbom).toMatchObject({
      word: '4 gaps',
      level: 'measured',
    });
    expect(trust(state).card).toMatchObject({
      word: '82 %',
      level: 'declared',
      remedy: 'in MODEL_CARD.md:\n## Limitations',
    });
    expect(trust(after(aRegistration())).card.remedy).toBe(
      'spec:\n  card: MODEL_CARD.md',
    );
  });

  it('B10: say who recorded a measurement, whatever it calls itself', () => {
    const state = after(
      aRegistration({ declaration: aDeclaration({ tier: 'tier-1' }) }),
      aMeasurement({ score: 0.2, source: 'ci-pipeline' }),
    );
    const said = { source: 'ci-pipeline', by: 'user:default/ada' };
    expect(trust(state).drift.evidence).toMatchObject([said]);
    expect(
      problemsOf(state).find(({ id }) => id === 'problem.drift')?.evidence,
    ).toMatchObject([said]);
  });

  it('knows drift only when it was measured against a threshold', () => {
    const drift = (score: number, metric = 'drift_score') =>
      trust(after(aRegistration(), aMeasurement({ score, metric }))).drift;
    expect(trust(after(aRegistration())).drift).toMatchObject({
      word: 'not measured',
      level: 'unknown',
    });
    expect(drift(0.02)).toMatchObject({
      word: '0.02',
      level: 'measured',
      concern: 'none',
    });
    expect(drift(0.09)).toMatchObject({ concern: 'attention' });
    expect(drift(0.02, 'psi').level).toBe('unknown');
  });

  it('takes nothing seen for not served only when all was seen', () => {
    const serving = (sources: Wire['Deployments']['sources']) =>
      trust(after(aRegistration()), { workloads: [], rollouts: [], sources })
        .serving.word;
    expect(trust(after(aRegistration())).serving.word).toBe('unknown');
    expect(serving([])).toBe('unknown');
    expect(serving([aSource()])).toBe('not served');
    expect(
      trust(after(aRegistration()), {
        workloads: [],
        rollouts: [],
        sources: [aSource()],
      }).serving.level,
    ).toBe('inferred');
    expect(serving([aSource(), aSource({ stale: true })])).toBe('unknown');
    expect(serving([aSource({ problems: ['forbidden'] })])).toBe('unknown');
    expect(serving([aSource({ observedAt: null })])).toBe('unknown');
  });

  it('judges what serves it by the worst that was seen', () => {
    const serving = (...workloads: Wire['Workload'][]) =>
      trust(after(aRegistration()), {
        workloads,
        rollouts: [],
        sources: [aSource()],
      }).serving;
    const finding = (severity: Wire['Severity']) => ({
      id: 'image_not_pinned',
      severity,
      message: 'the image is not pinned',
    });
    expect(serving(aWorkload('enforced-confirmed'))).toMatchObject({
      word: '1 workload',
      level: 'measured',
      concern: 'none',
    });
    expect(
      serving(aWorkload('enforced-confirmed', [finding('medium')])),
    ).toMatchObject({ word: '1 finding', concern: 'attention' });
    expect(
      serving(aWorkload('enforced-confirmed'), aWorkload('plaintext')),
    ).toMatchObject({ concern: 'bad' });
    expect(
      serving(aWorkload('unknown'), aWorkload('enforced-confirmed')).params,
    ).toMatchObject({ mtls: 'unknown' });
  });
});

describe('views', () => {
  it('show a list row without anything made up', () => {
    const state = after(aRegistration());
    expect(modelSummaryView(state, context)).toMatchObject({
      name: 'lora',
      namespace: 'default',
      title: 'lora',
      latestVersion: 'v1',
      stage: 'validated',
      risk: 'unknown',
      signature: 'none',
      scan: 'clean',
      serving: { workloads: null, mtls: null, canary: null },
    });
    expect(modelSummaryView(state, context)).not.toHaveProperty('attention');
    expect(modelSummaryView(state, context)).not.toHaveProperty('parameters');
  });

  it('show versions newest first', () => {
    const state = after(
      aRegistration(),
      aRegistration({ version: 'v2', bytes: 'other' }),
      aRegistration({ version: 'v3' }),
    );
    const view = modelView(state, context, { entity: null });
    expect(view.versions.map(({ version }) => version)).toEqual(['v2', 'v3']);
    expect(view.latestVersion).toBe('v3');
  });

  it('say of an inspection that cannot be read that it is cut', () => {
    const chunked = anArtifact({ size: '8388609', chunk_size: 8388608 });
    const state = after(aRegistration({ artifacts: [chunked] }));
    const read = versionView(state, state.versions[0], context, {
      inspections: new Map([
        [
          chunked.inspection.digest,
          { format: 'safetensors', status: 'clean', findings: [] },
        ],
      ]),
    });
    expect(read.artifacts[0].chunks).toBe(2);
    expect(read.artifacts[0].inspection).not.toHaveProperty('truncated');
    const unread = versionView(state, state.versions[0], context, {
      inspections: new Map(),
    });
    expect(unread.artifacts[0].inspection.truncated).toContain('findings');
  });

  it('A15: say of bytes when they were confirmed, not that they are so now', () => {
    const { digest } = anArtifact();
    const [version] = after(
      aRegistration({ artifacts: [anArtifact({ declared_digest: digest })] }),
    ).versions;
    expect(bytesVerdict(version)).toMatchObject({
      at: version.createdAt,
      reason: 'the file matched the declared digest when it was registered',
    });
  });

  it('assess with what is declared, measured and decided', () => {
    const waived = aDocument('we own the data');
    const state = after(
      aRegistration({ declaration: aDeclaration({ tier: 'tier-3' }) }),
      aMeasurement({ score: 0.031 }),
      {
        type: 'WaiveRequirement',
        modelRef: 'mlmodel:default/lora',
        version: 'v1',
        requirement: 'limitations',
        reason: waived.reference,
        expiresAt: '2026-04-01T00:00:00Z',
      },
    );
    expect(textDocumentsOf(state)).toEqual([waived.reference.digest]);
    const texts = new Map([[waived.reference.digest, 'we own the data']]);
    const view = assessmentView(
      state,
      state.versions[0],
      { ...context, texts },
      { spec: { intendedUse: 'portraits', license: 'Apache-2.0' } },
    );
    expect(view).toMatchObject({
      version: 'v1',
      tier: { effective: 'tier-3', declared: 'tier-3' },
      decision: 'block',
      stage: 'blocked',
      thresholds: { drift_score: 0.03 },
    });
    const states = Object.fromEntries(
      view.requirements.map(({ id, state: word }) => [id, word]),
    );
    expect(states).toMatchObject({
      'intended-use': 'met',
      license: 'met',
      limitations: 'waived',
      integrity: 'met',
      scan: 'unknown',
      drift: 'gap',
      response: 'gap',
    });
    expect(
      view.requirements.find(({ id }) => id === 'limitations')?.waiver?.reason,
    ).toBe('we own the data');
    expect(view.decisions[0].reason).toContain('we own the data');
    const later = assessmentView(
      state,
      state.versions[0],
      { ...context, at: '2026-04-02T00:00:00Z' },
      null,
    );
    expect(
      later.requirements.find(({ id }) => id === 'limitations')?.state,
    ).toBe('gap');
  });
});
