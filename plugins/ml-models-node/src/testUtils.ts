/**
 * Contract suites for those who implement the contracts of this package.
 *
 * @packageDocumentation
 */
export * from './testUtils/testArtifactSource';
