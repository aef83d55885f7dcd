import { finding } from '../finding/finding';
import type { Evidence, Finding, WorkloadRole } from '../types';
import type { Pod, Workload } from '../workload/Workload';
import { formatEntityRef, parseEntityRef } from './entityRef';
import { annotationValues, type Note, type Said } from './said';
import { statedDigests, type StatedDigests } from './statedDigests';

const MODEL = 'ml-models/model';
const VERSION = 'ml-models/version';
const DIGEST = 'ml-models/digest';
const ROLE = 'ml-models/role';
const ROLES: readonly WorkloadRole[] = ['serves', 'trains', 'uses'];

/** What a workload and its running pods say about the model it serves. */
export interface StatedModel extends StatedDigests {
  ref: string | undefined;
  /** What running pods name beside `ref`. */
  otherRefs: string[];
  version: string | undefined;
  /** Every label that template or pods state, `version` first. */
  versions: string[];
  role: WorkloadRole;
}

/** Annotations of the pod template count before those of its owner. */
export function statedModel(
  workload: Workload,
  pods: readonly Pod[],
): StatedModel {
  const note: Note = (id, why, value, role = 'decides') => ({
    ref: workload.object.ref,
    role,
    id,
    why,
    value: value.slice(0, 512),
  });
  const values = (key: string) => annotationValues(key, workload, pods);
  const evidence: Evidence[] = [];
  const refs = values(MODEL).flatMap(({ value }) => {
    const ref = modelRef(value);
    evidence.push(
      ref === undefined
        ? note(
            'model_annotation_ignored',
            `Annotation ${MODEL} is not a reference of an MLModel`,
            value,
            'ignored',
          )
        : note('model_annotation', `Annotation ${MODEL}`, value),
    );
    return ref ?? [];
  });
  const [ref, ...otherRefs] = new Set(refs);
  const stated = statedDigests(workload, pods, values(DIGEST), note);
  const role = roleOf(values(ROLE), workload.usualRole, note);
  const versions = values(VERSION).map(({ value }) => value);
  return {
    ...stated,
    ref,
    otherRefs,
    version: versions[0],
    versions,
    role: role.role,
    evidence: [...evidence, ...stated.evidence, ...role.evidence],
    findings: [
      ...stated.findings,
      ...role.findings,
      ...otherRefs.map(other =>
        finding(
          'model_ref_conflict',
          `Annotated as ${ref}, and running pods as ${other}`,
          { stated: `${ref}`, found: other },
        ),
      ),
    ],
  };
}

function modelRef(text: string): string | undefined {
  const parsed = parseEntityRef(text, {
    kind: 'mlmodel',
    namespace: 'default',
  });
  return parsed?.kind.toLowerCase() === 'mlmodel'
    ? formatEntityRef(parsed)
    : undefined;
}

/**
 * A workload serves if its template or any running pod says so. A word that is
 * no role takes nothing out of service.
 */
function roleOf(
  said: readonly Said[],
  usual: WorkloadRole,
  note: Note,
): { role: WorkloadRole; evidence: Evidence[]; findings: Finding[] } {
  const evidence: Evidence[] = [];
  const findings: Finding[] = [];
  const roles = said.map(({ value }): WorkloadRole => {
    const role = ROLES.find(each => each === value.trim().toLowerCase());
    if (role) {
      evidence.push(note('role_annotation', `Annotation ${ROLE}`, value));
      return role;
    }
    const why = `Annotation ${ROLE} is none of ${ROLES.join(', ')}`;
    evidence.push(note('role_annotation_ignored', why, value, 'ignored'));
    findings.push(
      finding('role_unknown', `${why}; the workload counts as serving`, {
        stated: value.slice(0, 200),
      }),
    );
    return 'serves';
  });
  const [first = usual] = roles;
  return {
    role: roles.includes('serves') ? 'serves' : first,
    evidence,
    findings,
  };
}
