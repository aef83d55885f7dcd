/** One artifact to bring in, as the entity or the upload names it. */
export interface DeclaredArtifact {
  path?: string;
  url?: string;
  /** `sha256:` + 64 lower-case hex digits */
  digest?: string;
  /** for people: the path or URL as declared, without credentials */
  label: string;
}
