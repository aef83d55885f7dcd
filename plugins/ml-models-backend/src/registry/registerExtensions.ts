import type { BackendPluginRegistrationPoints } from '@backstage/backend-plugin-api';
import {
  ArtifactSource,
  AttestationVerifier,
  FormatReaderEntry,
  MeshProvider,
  mlModelsGovernanceExtensionPoint,
  mlModelsIngestionExtensionPoint,
  mlModelsServingExtensionPoint,
  RiskSignal,
  WorkloadSource,
} from '@ml-models/backstage-plugin-ml-models-node';

/** What other modules bring, in order of registration. */
export interface Extensions {
  sources: ArtifactSource[];
  readers: FormatReaderEntry[];
  verifiers: AttestationVerifier[];
  workloads: WorkloadSource[];
  meshes: MeshProvider[];
  signals: RiskSignal[];
}

/** Opens the three doors of the plugin; the lists fill until the plugin's init runs. */
export function registerExtensions(
  env: BackendPluginRegistrationPoints,
): Extensions {
  const extensions: Extensions = {
    sources: [],
    readers: [],
    verifiers: [],
    workloads: [],
    meshes: [],
    signals: [],
  };
  env.registerExtensionPoint(mlModelsIngestionExtensionPoint, {
    addArtifactSource: source => extensions.sources.push(source),
    addFormatReader: reader => extensions.readers.push(reader),
    addAttestationVerifier: verifier => extensions.verifiers.push(verifier),
  });
  env.registerExtensionPoint(mlModelsServingExtensionPoint, {
    addWorkloadSource: source => extensions.workloads.push(source),
    addMeshProvider: provider => extensions.meshes.push(provider),
  });
  env.registerExtensionPoint(mlModelsGovernanceExtensionPoint, {
    addRiskSignal: signal => extensions.signals.push(signal),
  });
  return extensions;
}
