// The only file that knows the catalog's alpha model layers.
import {
  CatalogModelLayer,
  CatalogModelSources,
  createCatalogModelLayer,
} from '@backstage/catalog-model/alpha';
import {
  ML_MODEL_API_VERSION,
  ML_MODEL_KIND,
  mlModelEntitySchema,
  RELATION_ADAPTER_OF,
  RELATION_BASE_MODEL_OF,
  RELATION_HAS_ADAPTER,
  RELATION_HAS_BASE_MODEL,
  RELATION_SERVED_BY,
  RELATION_SERVES,
  RELATION_TRAINED_ON,
  RELATION_USED_TO_TRAIN,
} from '@ml-models/backstage-plugin-ml-models-common';

const [group, version] = ML_MODEL_API_VERSION.split('/');

/**
 * Kind, relations and annotations as data. Pairs such as `ownedBy` name their kinds upstream, so the same pair
 * is added here for this kind; else the reverse relation would be missing on groups, systems and components.
 */
export const mlModelLayer: CatalogModelLayer = createCatalogModelLayer({
  layerId: 'ml-models/kind-mlmodel',
  builder: model => {
    model.addKind({
      group,
      names: {
        kind: ML_MODEL_KIND,
        singular: 'mlmodel',
        plural: 'mlmodels',
      },
      description: 'A machine-learning model with its versions and artifacts.',
      versions: [
        {
          name: version,
          relationFields: [
            {
              selector: { path: 'spec.owner' },
              relation: 'ownedBy',
              defaultKind: 'Group',
              defaultNamespace: 'inherit',
              allowedKinds: ['Group', 'User'],
            },
            {
              selector: { path: 'spec.system' },
              relation: 'partOf',
              defaultKind: 'System',
              defaultNamespace: 'inherit',
            },
            {
              selector: { path: 'spec.baseModel' },
              relation: RELATION_HAS_BASE_MODEL,
              defaultKind: ML_MODEL_KIND,
              defaultNamespace: 'inherit',
              allowedKinds: [ML_MODEL_KIND],
            },
            {
              selector: { path: 'spec.adapterOf' },
              relation: RELATION_ADAPTER_OF,
              defaultKind: ML_MODEL_KIND,
              defaultNamespace: 'inherit',
              allowedKinds: [ML_MODEL_KIND],
            },
            {
              selector: { path: 'spec.datasets' },
              relation: RELATION_TRAINED_ON,
              defaultKind: 'Resource',
              defaultNamespace: 'inherit',
            },
            {
              selector: { path: 'spec.servedBy' },
              relation: RELATION_SERVED_BY,
              defaultKind: 'Component',
              defaultNamespace: 'inherit',
              allowedKinds: ['Component'],
            },
            {
              selector: { path: 'spec.parts' },
              relation: 'hasPart',
              defaultKind: ML_MODEL_KIND,
              defaultNamespace: 'inherit',
              allowedKinds: [ML_MODEL_KIND],
            },
          ],
          schema: { jsonSchema: mlModelEntitySchema },
        },
      ],
    });

    model.addRelationPair({
      fromKind: ML_MODEL_KIND,
      toKind: ['Group', 'User'],
      description: 'Who is responsible for the model.',
      forward: { type: 'ownedBy', title: 'owned by' },
      reverse: { type: 'ownerOf', title: 'owner of' },
    });
    model.addRelationPair({
      fromKind: ML_MODEL_KIND,
      toKind: 'System',
      description: 'The system that the model belongs to.',
      forward: { type: 'partOf', title: 'part of' },
      reverse: { type: 'hasPart', title: 'has part' },
    });
    model.addRelationPair({
      fromKind: ML_MODEL_KIND,
      toKind: ML_MODEL_KIND,
      description: 'The models that a composite model consists of.',
      forward: { type: 'hasPart', title: 'has part' },
      reverse: { type: 'partOf', title: 'part of' },
    });
    model.addRelationPair({
      fromKind: ML_MODEL_KIND,
      toKind: ML_MODEL_KIND,
      description: 'The model that this one was derived from.',
      forward: { type: RELATION_HAS_BASE_MODEL, title: 'has base model' },
      reverse: { type: RELATION_BASE_MODEL_OF, title: 'base model of' },
    });
    model.addRelationPair({
      fromKind: ML_MODEL_KIND,
      toKind: ML_MODEL_KIND,
      description: 'The model that this adapter applies to.',
      forward: { type: RELATION_ADAPTER_OF, title: 'adapter of' },
      reverse: { type: RELATION_HAS_ADAPTER, title: 'has adapter' },
    });
    model.addRelationPair({
      fromKind: ML_MODEL_KIND,
      toKind: ['Resource', 'Component', 'API'],
      description: 'Data that the model was trained on.',
      forward: { type: RELATION_TRAINED_ON, title: 'trained on' },
      reverse: { type: RELATION_USED_TO_TRAIN, title: 'used to train' },
    });
    model.addRelationPair({
      fromKind: ML_MODEL_KIND,
      toKind: 'Component',
      description: 'The component that serves the model.',
      forward: { type: RELATION_SERVED_BY, title: 'served by' },
      reverse: { type: RELATION_SERVES, title: 'serves' },
    });
    model.addRelationPair({
      fromKind: ['Component', 'Resource'],
      toKind: ML_MODEL_KIND,
      description: 'Something that needs the model to work.',
      forward: { type: 'dependsOn', title: 'depends on' },
      reverse: { type: 'dependencyOf', title: 'dependency of' },
    });
  },
});

/** The layer as the catalog's extension point takes it. */
export const mlModelSource = CatalogModelSources.static([mlModelLayer]);
