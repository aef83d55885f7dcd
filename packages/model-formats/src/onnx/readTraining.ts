import { MessageReader } from '../protobuf/MessageReader';
import { InspectionContext } from '../reader/InspectionContext';
import { GraphReader } from './GraphReader';
import { Identifiers } from './Identifiers';
import { Repeats } from './Repeats';
import { Entry, ENTRY, Training, TRAINING } from './schema';

/**
 * Reads TrainingInfoProto. Its graphs see the initializers of the main graph;
 * an initializer is bound once.
 */
export function readTraining(
  wire: MessageReader,
  context: InspectionContext,
  identifiers: Identifiers,
  graphs: GraphReader,
): void {
  const initial = new Repeats();
  const updates = new Repeats();
  initial.open();
  updates.open();
  wire.open(TRAINING);
  for (let field = wire.next(); field !== 0; field = wire.next()) {
    if (field === Training.initialization || field === Training.algorithm) {
      graphs.innerGraph(-1);
      continue;
    }
    const offset = wire.fieldAt;
    const bound = field === Training.initializationBinding ? initial : updates;
    wire.open(ENTRY);
    for (let part = wire.next(); part !== 0; part = wire.next()) {
      if (part !== Entry.key) {
        wire.skipValue();
        continue;
      }
      const key = wire.intern(identifiers.table);
      if (key >= 0 && bound.repeats(key)) {
        context.report(
          'onnx/duplicate-name',
          `training binds “${identifiers.textOf(key)}” twice`,
          { offset },
        );
      }
    }
  }
}
