package dev.crossfade.jdbc.binary;

import dev.crossfade.core.schema.Encoded;

/** A field of the row that is being delivered, left as it came. One thread. */
final class EncodedField extends Encoded {

  private final FieldReader reader;
  private byte[] bytes = {};
  private int from;
  private int length;

  EncodedField(FieldReader reader) {
    this.reader = reader;
  }

  EncodedField at(byte[] source, int start, int size) {
    bytes = source;
    from = start;
    length = size;
    return this;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public Object value() {
    return reader.decode(bytes, from, length);
  }
}
