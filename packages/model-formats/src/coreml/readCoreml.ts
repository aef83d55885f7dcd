import { MessageReader } from '../protobuf/MessageReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import {
  BRANCH,
  BRANCH_LAYER,
  COREML_MODEL,
  CUSTOM,
  CUSTOM_LAYER,
  CUSTOM_MODEL,
  DESCRIPTION,
  FEATURE,
  FEATURE_TYPE,
  FEATURE_TYPES,
  LAYER,
  LINKED_MODEL,
  LOOP,
  LOOP_LAYER,
  METADATA,
  NETWORK,
  NETWORKS,
  PIPELINE,
  PIPELINE_MODELS,
  USER_DEFINED,
  WRAPPED_PIPELINE,
} from './schema';

const METADATA_KEYS = ['', 'shortDescription', 'version', 'author', 'license'];

class CoremlModel {
  private readonly wire: MessageReader;

  constructor(source: ByteSource, private readonly context: InspectionContext) {
    this.wire = new MessageReader(source, context);
  }

  read(): void {
    this.wire.openFile(COREML_MODEL);
    this.wire.fields(field => this.modelField(field, true));
  }

  private modelField(field: number, outermost: boolean): void {
    const { wire, context } = this;
    if (field === 1) {
      const version = String(wire.uint());
      if (outermost) {
        context.facts.formatVersion = version;
      }
    } else if (field === 2) {
      if (outermost) {
        this.wire.eachField(DESCRIPTION, part => this.description(part));
      } else {
        wire.skipValue();
      }
    } else if (field === PIPELINE) {
      this.pipeline();
    } else if (NETWORKS.includes(field)) {
      this.network();
    } else if (field === CUSTOM_MODEL) {
      this.custom('model');
    } else if (field === LINKED_MODEL) {
      context.report(
        'coreml/linked-model',
        'the model takes another one from a path of its choice',
        { offset: wire.fieldAt },
      );
      wire.skipValue();
    } else {
      this.wire.eachField(WRAPPED_PIPELINE, () => this.pipeline());
    }
  }

  private pipeline(): void {
    this.wire.eachField(PIPELINE_MODELS, () =>
      this.wire.eachField(COREML_MODEL, field => this.modelField(field, false)),
    );
  }

  private network(): void {
    this.wire.eachField(NETWORK, () =>
      this.wire.eachField(LAYER, field => {
        if (field === CUSTOM_LAYER) {
          this.custom('layer');
        } else if (field === BRANCH_LAYER) {
          this.wire.eachField(BRANCH, () => this.network());
        } else if (field === LOOP_LAYER) {
          this.wire.eachField(LOOP, () => this.network());
        } else {
          this.wire.skipValue();
        }
      }),
    );
  }

  private custom(what: 'layer' | 'model'): void {
    const { wire, context } = this;
    const offset = wire.fieldAt;
    let className = '';
    this.wire.eachField(CUSTOM, () => {
      className = wire.text();
    });
    context.report(
      'coreml/custom-code',
      `a custom ${what} calls the class “${className}” of the application`,
      { offset },
      { className },
    );
  }

  private description(field: number): void {
    if (field === 100) {
      this.wire.eachField(METADATA, part => this.metadata(part));
      return;
    }
    const { wire, context } = this;
    let name = '';
    let type = 'unknown';
    this.wire.eachField(FEATURE, part => {
      if (part === 1) {
        name = wire.text();
        return;
      }
      this.wire.eachField(FEATURE_TYPE, kind => {
        type = FEATURE_TYPES[kind] ?? type;
        wire.skipValue();
      });
    });
    context.addValue(field === 1 ? 'inputs' : 'outputs', { name, type });
  }

  private metadata(field: number): void {
    const { wire, context } = this;
    const limit = 4 * context.limits.metadataValueChars;
    if (field !== 100) {
      context.addMetadata(METADATA_KEYS[field], wire.textStart(limit));
      return;
    }
    let key = '';
    let value = '';
    this.wire.eachField(USER_DEFINED, part => {
      if (part === 1) {
        key = wire.text();
      } else {
        value = wire.textStart(limit);
      }
    });
    context.addMetadata(key, value);
  }
}

/**
 * What the model takes and gives and the parts that call code of the
 * application; weights and layers are not read, so the verdict stays
 * `unsupported`.
 */
export function readCoreml(
  source: ByteSource,
  context: InspectionContext,
): void {
  context.unsupported();
  new CoremlModel(source, context).read();
}
