import { compareText, finding } from '../finding/finding';
import type { Evidence, Finding } from '../types';
import type { PodTemplate } from '../workload/PodTemplate';
import type { Pod, Workload } from '../workload/Workload';
import { pinnedDigest, readDigest } from '../object/digest';
import type { Note, Said } from './said';

export interface StatedDigest {
  digest: string;
  /**
   * Annotations and environment variables claim; a storage URI, KServe's
   * `verification.digest`, an image and an image volume pin; the status of a
   * running pod reports.
   */
  from:
    | 'status'
    | 'storageUri'
    | 'verification'
    | 'volume'
    | 'image'
    | 'annotation'
    | 'env';
  /** What has these bytes; two digests of one thing have to agree. */
  thing: string;
  evidence: Evidence;
}

/** Nothing makes the runtime keep to it. */
export function isClaim({ from }: Pick<StatedDigest, 'from'>): boolean {
  return from === 'annotation' || from === 'env';
}

export interface StatedDigests {
  /** What running pods report, then what is pinned, then what is claimed. */
  digests: StatedDigest[];
  /** Storage URIs and images, to compare with artifact URLs. */
  uris: { uri: string; evidence: Evidence }[];
  /** Something is pinned by what cannot be read. */
  unreadable: boolean;
  evidence: Evidence[];
  findings: Finding[];
}

/** Containers that hold the model itself in KServe's pods. */
const MODEL_CONTAINERS: ReadonlySet<string> = new Set([
  'modelcar',
  'modelcar-init',
]);
const MODEL = 'model';

/** Every digest that a workload or one of its running pods states. */
export function statedDigests(
  workload: Workload,
  pods: readonly Pod[],
  claims: readonly Said[],
  note: Note,
): StatedDigests {
  const { template, inferenceService } = workload;
  const thingOf = (container: string) =>
    inferenceService && MODEL_CONTAINERS.has(container)
      ? MODEL
      : `container ${container}`;
  const evidence: Evidence[] = [];
  const findings: Finding[] = [];
  const digests = new Map<string, StatedDigest>();
  const add = (item: StatedDigest) => {
    const key = `${item.thing}\n${item.from}\n${item.digest}`;
    if (!digests.has(key)) digests.set(key, item);
  };
  const refuse = (text: string) =>
    findings.push(
      finding(
        'digest_unreadable',
        `${text.slice(0, 200)} is no SHA-256 digest`,
        {
          stated: text.slice(0, 200),
        },
      ),
    );

  for (const { thing, digest, count } of reported(pods, thingOf)) {
    const why = `${count} of ${pods.length} running pods report this image`;
    add({
      digest,
      from: 'status',
      thing,
      evidence: note('image_id', why, digest),
    });
  }
  const storageUris = inferenceService?.storageUris ?? [];
  const uris = [
    ...storageUris.map(({ uri, pointer }) => ({
      uri,
      from: 'storageUri' as const,
      thing: storageUris.length === 1 ? MODEL : pointer,
      evidence: { ...note('storage_uri', 'Storage URI', uri), pointer },
    })),
    ...[template, ...pods.map(pod => pod.template)].flatMap(each =>
      pinnedBy(each, thingOf, note),
    ),
  ];
  let unreadable = false;
  for (const { uri, from, thing, evidence: where } of uris) {
    const digest = pinnedDigest(uri);
    if (digest === 'unreadable') {
      unreadable = true;
      refuse(uri);
    } else if (digest) {
      add({ digest, from, thing, evidence: where });
    }
  }
  const verified = inferenceService?.verificationDigest;
  if (verified) {
    const { pointer } = verified;
    const digest = readDigest(verified.digest);
    if (digest === undefined) {
      unreadable = true;
      refuse(verified.digest);
    } else {
      const why = 'The loader refuses other bytes';
      add({
        digest,
        from: 'verification',
        thing: MODEL,
        evidence: { ...note('verification_digest', why, digest), pointer },
      });
    }
  }
  for (const { key, value } of claims) {
    const digest = readDigest(value);
    if (digest === undefined) {
      const why = `Annotation ${key} is not sha256: and 64 hex digits`;
      evidence.push(note('digest_annotation_ignored', why, value, 'ignored'));
      refuse(value);
    } else {
      add({
        digest,
        from: 'annotation',
        thing: key,
        evidence: note('digest_annotation', `Annotation ${key}`, value),
      });
    }
  }
  for (const each of [template, ...pods.map(pod => pod.template)]) {
    for (const { name, env } of [...each.initContainers, ...each.containers]) {
      for (const variable of env) {
        const digest = pinnedDigest(variable.value);
        if (digest === undefined || digest === 'unreadable') continue;
        add({
          digest,
          from: 'env',
          thing: `variable ${variable.name} of ${name}`,
          evidence: note(
            'digest_variable',
            `Environment variable ${variable.name}`,
            variable.value,
          ),
        });
      }
    }
  }
  const listed = order([...digests.values()]);
  return { digests: listed, uris, unreadable, evidence, findings };
}

const ORDER: readonly StatedDigest['from'][] = [
  'status',
  'storageUri',
  'verification',
  'volume',
  'image',
  'annotation',
  'env',
];

/** Array.sort is stable: within one source the order of the object stays. */
function order(digests: StatedDigest[]): StatedDigest[] {
  return digests.sort((a, b) => ORDER.indexOf(a.from) - ORDER.indexOf(b.from));
}

function pinnedBy(
  { containers, initContainers, volumeImages }: PodTemplate,
  thingOf: (container: string) => string,
  note: Note,
) {
  return [
    ...[...containers, ...initContainers].flatMap(({ name, image }) =>
      image === undefined
        ? []
        : [
            {
              uri: image,
              from: 'image' as const,
              thing: thingOf(name),
              evidence: note('image', 'Container image', image),
            },
          ],
    ),
    ...volumeImages.map(({ name, reference }) => ({
      uri: reference,
      from: 'volume' as const,
      thing: `volume ${name}`,
      evidence: note('image_volume', `Image of volume ${name}`, reference),
    })),
  ];
}

/** Each digest that running pods report for one thing, with how many do; the most frequent first. */
function reported(
  pods: readonly Pod[],
  thingOf: (container: string) => string,
): { thing: string; digest: string; count: number }[] {
  const found = new Map<
    string,
    { thing: string; digest: string; pods: Set<Pod> }
  >();
  for (const pod of pods) {
    for (const { container, digest } of pod.images) {
      const thing = thingOf(container);
      const key = `${thing}\n${digest}`;
      const entry = found.get(key) ?? { thing, digest, pods: new Set() };
      entry.pods.add(pod);
      found.set(key, entry);
    }
  }
  return [...found.values()]
    .map(({ thing, digest, pods: { size } }) => ({
      thing,
      digest,
      count: size,
    }))
    .sort(
      (a, b) =>
        b.count - a.count ||
        compareText(a.thing, b.thing) ||
        compareText(a.digest, b.digest),
    );
}
