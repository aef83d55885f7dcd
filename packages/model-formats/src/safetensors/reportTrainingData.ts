import { InspectionContext } from '../reader/InspectionContext';

/** sd-scripts, train_network.py: JSON of folders, files, captions and tags. */
const TRAINING_DATA_KEYS = [
  'ss_dataset_dirs',
  'ss_reg_dataset_dirs',
  'ss_datasets',
  'ss_tag_frequency',
];

/** Says which keys name what the model was trained on. */
export function reportTrainingData(
  metadata: ReadonlyMap<string, string>,
  context: InspectionContext,
): void {
  const keys = TRAINING_DATA_KEYS.filter(
    // Empty objects, empty lists and Python's None say nothing.
    key =>
      !/^\s*(?:\{\s*\}|\[\s*\]|None|null)?\s*$/.test(metadata.get(key) ?? ''),
  );
  if (keys.length > 0) {
    context.report(
      'safetensors/training-data',
      `the metadata names folders, files or tags of the training data (${keys.join(
        ', ',
      )})`,
      undefined,
      { keys: keys.join(', ') },
    );
  }
}
