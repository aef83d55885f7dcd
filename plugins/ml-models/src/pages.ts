/**
 * What the plugin loads when one of its pages or cards is opened, as one module: an app's bundler shares nothing
 * between modules that are loaded apart, so each of ten would bring all texts and parts again.
 */
export { HeldModelsCard, UsedModelsCard } from './cards/ModelsCard';
export { FilesContent } from './files/FilesContent';
export { GovernanceContent } from './governance/GovernanceContent';
export { HistoryContent } from './history/HistoryContent';
export { ModelsPage } from './modelsPage/ModelsPage';
export { OverviewContent } from './overview/OverviewContent';
export { OverviewLayout } from './overview/OverviewLayout';
export { RolloutContent } from './rollout/RolloutContent';
export { SbomContent } from './sbom/SbomContent';
export { ServingContent } from './serving/ServingContent';
export { VersionsContent } from './versions/VersionsContent';
