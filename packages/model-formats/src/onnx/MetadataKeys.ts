import { MessageReader } from '../protobuf/MessageReader';
import { InspectionContext } from '../reader/InspectionContext';
import { Identifiers } from './Identifiers';
import { Repeats } from './Repeats';
import { Entry, ENTRY } from './schema';

/** `metadata_props` of anything but the model: keys are unique, values stepped over. */
export class MetadataKeys {
  private readonly repeats = new Repeats();

  constructor(
    private readonly wire: MessageReader,
    private readonly context: InspectionContext,
    private readonly identifiers: Identifiers,
  ) {}

  /** A message that may have metadata begins. */
  open(): void {
    this.repeats.open();
  }

  close(): void {
    this.repeats.close();
  }

  entry(owner: string): void {
    const { wire } = this;
    const offset = wire.fieldAt;
    wire.open(ENTRY);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      if (field !== Entry.key) {
        wire.skipValue();
        continue;
      }
      const key = wire.intern(this.identifiers.table);
      if (key >= 0 && this.repeats.repeats(key)) {
        this.context.report(
          'onnx/duplicate-name',
          `a ${owner} has two metadata entries “${this.identifiers.textOf(
            key,
          )}”`,
          { offset },
        );
      }
    }
  }
}
