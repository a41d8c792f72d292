package dev.crossfade.jdbc.binary;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.spi.source.RowDemand;

/** Takes the values of one column, decoded or as they came. One thread. */
final class FieldReader {

  private static final byte[] NOTHING = {};

  private final ValueDecoder decoder;
  private final Passage passage;
  private final EncodedField encoded = new EncodedField(this);

  private FieldReader(LogicalType type, Passage passage) {
    this.decoder = ValueDecoders.of(type);
    this.passage = passage;
  }

  static FieldReader decoding(LogicalType type) {
    return new FieldReader(type, Passage.CLOSED);
  }

  static FieldReader of(LogicalType type, RowDemand.Use use) {
    if (use instanceof RowDemand.Unread || use instanceof RowDemand.Digested) {
      return new FieldReader(type, Passage.OPEN);
    }
    return use instanceof RowDemand.Copied copied
        ? new FieldReader(type, Passages.between(type, copied.to()))
        : decoding(type);
  }

  /** The value, valid until the next call where it is left encoded. */
  Object take(byte[] bytes, int at, int length) {
    return passage.open(bytes, at, length)
        ? encoded.at(bytes, at, length)
        : decode(bytes, at, length);
  }

  /** Lets the bytes go that the last value came in. */
  void forget() {
    encoded.at(NOTHING, 0, 0);
  }

  Object decode(byte[] bytes, int at, int length) {
    try {
      return decoder.decode(bytes, at, length);
    } catch (UnreadableValueException e) {
      return new Unreadable(e.reason());
    }
  }
}
