package dev.crossfade.jdbc.binary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One-dimensional arrays with lower bound 1. */
final class ArrayEncoder implements ValueEncoder {

  private final ValueEncoder element;
  private final int elementOid;

  ArrayEncoder(ValueEncoder element, int elementOid) {
    this.element = element;
    this.elementOid = elementOid;
  }

  @Override
  public void encode(CopyBuffer out, Object value) {
    List<?> values = (List<?>) value;
    out.putInt(values.isEmpty() ? 0 : 1);
    out.putInt(hasNull(values) ? 1 : 0);
    out.putInt(elementOid);
    if (values.isEmpty()) {
      return;
    }
    out.putInt(values.size());
    out.putInt(1);
    for (@Nullable Object each : values) {
      if (each == null) {
        out.putInt(-1);
      } else {
        int at = out.openLength();
        element.encode(out, each);
        out.closeLength(at);
      }
    }
  }

  /** Immutable lists throw when asked whether they contain null. */
  private static boolean hasNull(List<?> values) {
    for (@Nullable Object each : values) {
      if (each == null) {
        return true;
      }
    }
    return false;
  }
}
