/** Lines of an input as bytes of UTF-8, with what is needed to look at many of them at a time. */

export class Block {
  readonly bytes: Buffer;
  readonly view: DataView;
  readonly isAscii: boolean;

  constructor(bytes: Buffer, isAscii: boolean) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.isAscii = isAscii;
  }

  text(from: number, to: number): string {
    return this.isAscii ? this.bytes.toString('latin1', from, to) : this.bytes.toString('utf8', from, to);
  }
}
