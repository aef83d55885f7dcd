import { DomainError } from './DomainError';
import type { ModelState, VersionState } from './ModelState';

/** The version that carries a label; a manifest digest names it as well. */
export function findVersion(
  state: ModelState,
  version: string,
): VersionState | undefined {
  return (
    state.versions.find(candidate => candidate.labels.includes(version)) ??
    state.versions.find(candidate => candidate.manifestDigest === version)
  );
}

/** Throws `VERSION_NOT_FOUND`. */
export function getVersion(state: ModelState, version: string): VersionState {
  const found = findVersion(state, version);
  if (!found) {
    throw new DomainError(
      'VERSION_NOT_FOUND',
      `${state.modelRef} has no version ${version}`,
      { params: { modelRef: state.modelRef, version } },
    );
  }
  return found;
}

/** The version registered last, by its newest label. */
export function latestVersion(state: ModelState): VersionState | undefined {
  const digest = state.latest?.manifestDigest;
  return state.versions.find(version => version.manifestDigest === digest);
}

/** The label under which an event about `version` is recorded: the one asked for when these bytes carry it. */
export function labelOf(version: VersionState, asked: string): string {
  return version.labels.includes(asked) ? asked : version.labels[0];
}

/** The label to speak of when none is asked for: the newest of the newest version, else the first. */
export function latestLabel(state: ModelState, version: VersionState): string {
  return labelOf(version, state.latest?.version ?? '');
}
