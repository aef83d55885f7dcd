import { grown } from '../protobuf/NameTable';

/**
 * Whether an id comes twice within one message, where such messages nest
 * (attributes of nodes in graphs in attributes of nodes). Constant time each.
 */
export class Repeats {
  private opened = 0;
  /** by id: number of the message that had it last */
  private marks = new Int32Array(16);
  private readonly messages: number[] = [];
  private readonly firsts: number[] = [];
  private readonly ids: number[] = [];
  private readonly before: number[] = [];

  open(): void {
    this.opened += 1;
    this.messages.push(this.opened);
    this.firsts.push(this.ids.length);
  }

  /** True when the present message has had `id` before. */
  repeats(id: number): boolean {
    while (id >= this.marks.length) {
      this.marks = grown(this.marks);
    }
    const message = this.messages[this.messages.length - 1];
    if (this.marks[id] === message) {
      return true;
    }
    this.ids.push(id);
    this.before.push(this.marks[id]);
    this.marks[id] = message;
    return false;
  }

  close(): void {
    this.messages.pop();
    const first = this.firsts.pop()!;
    // Popped one by one: a list that is cut loses its memory and asks for new at the next node.
    while (this.ids.length > first) {
      this.marks[this.ids.pop()!] = this.before.pop()!;
    }
  }
}
