/** Sum of integers of any size; big ones are slow, and rare. */
export class ExactSum {
  private small = 0;
  private big = 0n;

  add(value: number | bigint): void {
    if (typeof value === 'number') {
      const sum = this.small + value;
      if (Number.isSafeInteger(sum)) {
        this.small = sum;
        return;
      }
    } else if (value <= Number.MAX_SAFE_INTEGER) {
      this.add(Number(value));
      return;
    }
    this.big += BigInt(value);
  }

  /** decimal */
  text(): string {
    return this.big === 0n
      ? String(this.small)
      : String(this.big + BigInt(this.small));
  }
}
