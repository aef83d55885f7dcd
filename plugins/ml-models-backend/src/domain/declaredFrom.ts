/** Segments of a URL's path that name a repository where nothing else does: its owner and its name. */
const REPOSITORY_SEGMENTS = 2;

/** Words of a host's paths behind which the path inside the repository begins, with the segments they keep. */
const REPOSITORY_MARKS: readonly { mark: string; behind: number }[] = [
  // GitLab, with groups inside groups
  { mark: '-', behind: 0 },
  // Azure DevOps
  { mark: '_git', behind: 2 },
  // Bitbucket Server
  { mark: 'repos', behind: 2 },
];

/**
 * Whether who writes at one catalog location is who writes at the other: the same location, or two files of one
 * repository. Locations are as `backstage.io/managed-by-location` has them. What is not known is the same as nothing.
 */
export function isSameSource(
  one: string | null | undefined,
  other: string | null | undefined,
): boolean {
  if (!one || !other) {
    return false;
  }
  const repository = repositoryOf(one);
  return (
    one === other ||
    (repository !== undefined && repository === repositoryOf(other))
  );
}

/** Host and repository of a `url:` location; `undefined` for what lies in no repository. */
function repositoryOf(location: string): string | undefined {
  const text = /^url:(.+)$/.exec(location)?.[1];
  if (text === undefined || !URL.canParse(text)) {
    return undefined;
  }
  const { protocol, host, pathname } = new URL(text);
  const segments = pathname.split('/').slice(1);
  const marked = REPOSITORY_MARKS.map(({ mark, behind }) => ({
    at: segments.indexOf(mark),
    behind,
  })).find(({ at }) => at > 0);
  const length = marked ? marked.at + marked.behind : REPOSITORY_SEGMENTS;
  // without a mark, what ends here is a file; Azure DevOps names the file in the query
  const isInside = segments.length > length || marked !== undefined;
  return isInside && segments.slice(0, length).every(Boolean)
    ? [protocol, host, ...segments.slice(0, length)].join('/')
    : undefined;
}
