import { FieldObserver } from '../protobuf/MessageReader';
import { InspectionContext } from '../reader/InspectionContext';

const FIELDS_NAMED = 20;
/** CoreML has its model under one of the fields from here on (Model.proto, oneof Type). */
const COREML_FIRST_TYPE = 200;

/** Fields that parsers read differently, as findings; each unknown one once. */
export class FieldFindings implements FieldObserver {
  private readonly named = new Set<string>();

  constructor(private readonly context: InspectionContext) {}

  unknownField(message: string, tag: number, offset: number): void {
    const key = `${message}:${tag}`;
    if (this.named.has(key) || this.named.size >= FIELDS_NAMED) {
      return;
    }
    this.named.add(key);
    const field = tag >>> 3;
    if (message === 'ModelProto' && field >= COREML_FIRST_TYPE) {
      this.context.report(
        'onnx/polyglot',
        `the model has a field ${field}, where CoreML has its model`,
        { offset },
      );
      return;
    }
    this.context.report(
      'onnx/unknown-field',
      `${message} has a field ${field} of wire type ${
        tag & 7
      } that ONNX does not define`,
      { offset },
    );
  }

  duplicateField(message: string, field: number, offset: number): void {
    this.context.report(
      'onnx/duplicate-field',
      `${message} has its field ${field} twice`,
      { offset },
    );
  }
}
