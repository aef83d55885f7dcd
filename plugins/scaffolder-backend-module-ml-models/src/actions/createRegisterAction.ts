import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { MlModelEntityV1alpha1 } from '@ml-models/backstage-plugin-ml-models-common';
import { checkRegistration, Problem } from '@ml-models/model-governance';
import { parseModelEntity, readModelEntity } from '../entity/readModelEntity';
import { ModelRegistry } from '../registry/ModelRegistry';
import { ScaffolderModelsError } from '../ScaffolderModelsError';

/**
 * `ml-models:register`: makes a model known. With `catalogInfoUrl` the file
 * is registered as a location of the catalog, and the registry ingests what
 * the catalog finds there; without, the entity itself goes to the registry,
 * which starts to ingest it at once.
 * @public
 */
export function createRegisterAction(options: {
  discovery: DiscoveryService;
  auth: AuthService;
  catalog: CatalogService;
}) {
  const { discovery, auth, catalog } = options;
  return createTemplateAction({
    id: 'ml-models:register',
    description:
      'Registers an ML model: a catalog file by its address, or an entity directly with the model registry.',
    supportsDryRun: true,
    examples: [
      {
        description: 'Register the catalog file of a published repository',
        example: `steps:
  - id: register
    action: ml-models:register
    input:
      catalogInfoUrl: \${{ steps.publish.output.repoContentsUrl }}/catalog-info.yaml
`,
      },
      {
        description: 'Register without a repository',
        example: `steps:
  - id: register
    action: ml-models:register
    input:
      catalogInfoPath: catalog-info.yaml
`,
      },
    ],
    schema: {
      input: {
        catalogInfoUrl: z =>
          z
            .string({
              description:
                'Address of the published catalog file. Without it the entity goes to the registry itself.',
            })
            .optional(),
        catalogInfoPath: z =>
          z
            .string({
              description:
                'Catalog file in the workspace that holds the MLModel. Default: catalog-info.yaml',
            })
            .optional(),
        entity: z =>
          z
            .record(z.unknown(), {
              description: 'The MLModel entity, in place of a file',
            })
            .optional(),
      },
      output: {
        modelRef: z =>
          z.string({ description: 'Entity reference of the model' }),
        version: z => z.string({ description: 'Declared version' }).optional(),
        ingestionId: z =>
          z
            .string({
              description:
                'Ingestion that was started; absent when the catalog was asked, and in a dry run',
            })
            .optional(),
      },
    },
    async handler(ctx) {
      const { catalogInfoUrl, catalogInfoPath, entity: given } = ctx.input;
      if (given && (catalogInfoUrl || catalogInfoPath)) {
        throw new ScaffolderModelsError(
          'INVALID_INPUT',
          'entity takes the place of catalogInfoUrl and catalogInfoPath',
        );
      }
      const entity = given
        ? parseModelEntity(given)
        : await readModelEntity(
            ctx.workspacePath,
            catalogInfoPath ?? 'catalog-info.yaml',
          );
      const modelRef = stringifyEntityRef(entity);
      ctx.output('modelRef', modelRef);
      if (typeof entity.spec.version === 'string') {
        ctx.output('version', entity.spec.version);
      }
      const obstacles = [
        ...checkRegistration(entity, []).map(obstacleOf),
        ...(catalogInfoUrl ? [] : pathsWithoutRepository(entity)),
      ];
      for (const obstacle of obstacles) {
        ctx.logger.warn(`${modelRef} would be refused: ${obstacle}`);
      }

      if (ctx.isDryRun) {
        ctx.logger.info(
          catalogInfoUrl
            ? `Dry run: would register ${catalogInfoUrl} in the catalog`
            : `Dry run: would post ${modelRef} to the model registry`,
        );
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      if (catalogInfoUrl) {
        // checked here and not by the schema: in a dry run the address is made up
        if (!/^https?:\/\/[^/]/.test(catalogInfoUrl)) {
          throw new ScaffolderModelsError(
            'INVALID_INPUT',
            'catalogInfoUrl is no http or https address',
          );
        }
        await catalog.addLocation(
          { type: 'url', target: catalogInfoUrl },
          { credentials },
        );
        ctx.logger.info(`Registered ${catalogInfoUrl} in the catalog`);
        return;
      }
      const registry = new ModelRegistry({
        discovery,
        auth,
        credentials,
        signal: ctx.signal,
      });
      const ingestionId = await registry.register(entity);
      ctx.output('ingestionId', ingestionId);
      ctx.logger.info(`${modelRef}: ingestion ${ingestionId} is queued`);
    },
  });
}

/** No file has been read yet, and one may state its inputs and outputs. */
function obstacleOf({ code, field, message }: Problem): string {
  return code === 'MISSING_FIELD' &&
    (field === 'input_shape' || field === 'output_schema')
    ? `${field} is not declared, unless the file states it`
    : message;
}

/** An entity posted by itself has no place that a relative path could start from. */
function pathsWithoutRepository({ spec }: MlModelEntityV1alpha1): string[] {
  const artifacts: unknown = spec.artifacts;
  return (Array.isArray(artifacts) ? artifacts : []).flatMap(artifact =>
    typeof artifact?.path === 'string'
      ? [`${artifact.path} is a path, and there is no repository; give a url`]
      : [],
  );
}
