package dev.crossfade.core.compare;

import dev.crossfade.core.schema.Unavailable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A row stored as text. */
public final class TextFields implements RowFields {

  private byte[] bytes = {};

  /** Fields of text, of what a value has as a text. */
  public static TextFields of(@Nullable Object... row) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object value : row) {
      boolean known = value != null && value != Unavailable.VALUE;
      byte[] field = known ? text(value).getBytes(StandardCharsets.UTF_8) : new byte[0];
      out.writeBytes(ByteBuffer.allocate(4).putInt(known ? field.length : -1).array());
      out.writeBytes(field);
    }
    TextFields fields = new TextFields();
    fields.bytes = out.toByteArray();
    return fields;
  }

  private static String text(Object value) {
    return value instanceof byte[] binary ? HexFormat.of().formatHex(binary) : value.toString();
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int from() {
    return 0;
  }

  @Override
  public int end() {
    return bytes.length;
  }
}
