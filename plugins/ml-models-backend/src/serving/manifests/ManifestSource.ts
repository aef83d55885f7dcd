import type { UrlReaderService } from '@backstage/backend-plugin-api';
import type {
  ClusterObject,
  ClusterSnapshot,
  ProviderOptions,
  WorkloadSource,
} from '@ml-models/backstage-plugin-ml-models-node';
import type { ManifestsConfig } from '../../config/MlModelsConfig';
import { parseManifests } from './parseManifests';
import { readManifestFolder } from './readManifestFolder';
import { readManifestTree } from './readManifestTree';

/** One configured folder of manifests as the picture of one cluster. */
export class ManifestSource implements WorkloadSource {
  readonly name: string;
  readonly #config: ManifestsConfig;
  readonly #urlReader: UrlReaderService;
  readonly #now: () => Date;

  constructor(options: {
    config: ManifestsConfig;
    urlReader: UrlReaderService;
    now: () => Date;
  }) {
    this.name = `manifests:${options.config.cluster}`;
    this.#config = options.config;
    this.#urlReader = options.urlReader;
    this.#now = options.now;
  }

  /** Throws when the folder itself cannot be read; what cannot be read inside it is a problem. */
  async observe({ signal }: ProviderOptions): Promise<ClusterSnapshot[]> {
    const observedAt = this.#now().toISOString();
    const folder =
      'path' in this.#config
        ? await readManifestFolder(this.#config.path)
        : await readManifestTree(this.#urlReader, this.#config.url, signal);
    const { objects, problems } = await parseManifests(folder.files);
    return [
      {
        cluster: this.#config.cluster,
        observedAt,
        source: 'manifests',
        // whoever judges them reads each one defensively
        objects: objects as ClusterObject[],
        problems: [...folder.problems, ...problems],
      },
    ];
  }
}
