import { type Header, headerAt } from './ebml.ts';

/** Reads a stream of bytes forward, holding only what was asked for and not yet passed. */
export class ByteReader {
  /** The position of the next byte in the whole stream. */
  at = 0;
  #parts: AsyncIterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array();
  #over = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#parts = source[Symbol.asyncIterator]();
  }

  /** Holds at least so many bytes, or all that is left. */
  async #hold(count: number): Promise<void> {
    if (this.#held.length >= count || this.#over) return;
    const parts = [this.#held];
    let length = this.#held.length;
    while (length < count) {
      const next = await this.#parts.next();
      if (next.done) {
        this.#over = true;
        break;
      }
      parts.push(next.value);
      length += next.value.length;
    }
    this.#held = Buffer.concat(parts);
  }

  /** So many bytes from `skip` bytes further on, without passing them; null where the stream ends before. */
  async peek(skip: number, count: number): Promise<Uint8Array | null> {
    await this.#hold(skip + count);
    return this.#held.length < skip + count ? null : this.#held.subarray(skip, skip + count);
  }

  async take(count: number): Promise<Uint8Array | null> {
    const bytes = await this.peek(0, count);
    if (!bytes) return null;
    const taken = Uint8Array.from(bytes);
    this.#pass(count);
    return taken;
  }

  #pass(count: number): void {
    this.#held = this.#held.subarray(count);
    this.at += count;
  }

  /** Goes on to a position further on; false where the stream ends before. Nothing in between is held. */
  async skip(to: number): Promise<boolean> {
    for (;;) {
      const left = to - this.at;
      if (this.#held.length >= left) {
        this.#pass(left);
        return true;
      }
      this.#pass(this.#held.length);
      const next = await this.#parts.next();
      if (next.done) {
        this.#over = true;
        return false;
      }
      this.#held = next.value;
    }
  }

  /** The header of the EBML element here, without passing it. */
  async peekHeader(): Promise<Header | null> {
    await this.#hold(12);
    return headerAt(this.#held, 0);
  }

  /** The same, passed; `at`: where its body begins. */
  async header(): Promise<(Header & { at: number }) | null> {
    const head = await this.peekHeader();
    if (!head) return null;
    this.#pass(head.length);
    return { ...head, at: this.at };
  }
}
