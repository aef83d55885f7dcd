import { FlatbufferReader, FlatVector } from '../flatbuffer/FlatbufferReader';
import { ValueInfo } from '../inspection/Inspection';
import { TensorReader } from './TensorReader';

/**
 * The tensors of one subgraph by index, once they were read. Of thousands only
 * the inputs and outputs are told of, so each is made when it is asked for.
 */
export class SubGraphTensors {
  private readonly names: string[] = [];

  constructor(
    private readonly flat: FlatbufferReader,
    private readonly reader: TensorReader,
    private readonly vector: FlatVector,
  ) {}

  get count(): number {
    return this.vector.length;
  }

  value(index: number): ValueInfo {
    return this.reader.value(this.flat.tableAt(this.vector, index));
  }

  /** Kept: operators name the same tensors again. */
  name(index: number): string {
    return (this.names[index] ??= this.reader.name(
      this.flat.tableAt(this.vector, index),
    ));
  }
}
