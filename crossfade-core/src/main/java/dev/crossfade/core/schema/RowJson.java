package dev.crossfade.core.schema;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row as a JSON object of column names and the texts of {@link ValueText}, and back. NULL is
 * {@code null}, an {@link Unreadable} value an object with its reason, and an {@link Unavailable}
 * one is left out.
 */
public final class RowJson {

  private static final char FIRST_PRINTABLE = ' ';

  private RowJson() {}

  /** The row as JSON. */
  public static String format(TableSchema table, @Nullable Object[] row) {
    StringBuilder text = new StringBuilder(room(row));
    append(text, table, row);
    return text.toString();
  }

  /** About as many characters as the row as JSON has, so that room need not be made often. */
  public static int room(@Nullable Object[] row) {
    long room = 64L;
    for (Object value : row) {
      room += 32 + (value instanceof byte[] bytes ? 2L * bytes.length : RowWeight.ofValue(value));
    }
    return (int) Math.min(room, Integer.MAX_VALUE - 64);
  }

  /** Appends the row as JSON. */
  public static void append(StringBuilder text, TableSchema table, @Nullable Object[] row) {
    String separator = "{";
    for (int i = 0; i < row.length; i++) {
      Object value = row[i];
      if (value == Unavailable.VALUE) {
        continue;
      }
      text.append(separator);
      separator = ",";
      Column column = table.columns().get(i);
      quote(text, column.name());
      text.append(':');
      if (value == null) {
        text.append("null");
      } else if (value instanceof Unreadable unreadable) {
        text.append("{\"unreadable\":");
        quote(text, unreadable.reason());
        text.append('}');
      } else {
        value(text, column.type(), value);
      }
    }
    text.append(separator.equals("{") ? "{}" : "}");
  }

  /** Bytes may be many, and their digits need no quoting. */
  private static void value(StringBuilder text, LogicalType type, Object value) {
    if (value instanceof byte[] bytes && type instanceof LogicalType.Bytes) {
      HexFormat.of().formatHex(text.append('"'), bytes).append('"');
    } else {
      quote(text, ValueText.format(type, value));
    }
  }

  /**
   * The row that {@link #format} made this text of. Columns the table does not have are passed
   * over.
   *
   * @throws IllegalArgumentException when the text is not such a row
   */
  public static @Nullable Object[] parse(TableSchema table, String text) {
    @Nullable Object[] row = new @Nullable Object[table.columns().size()];
    Arrays.fill(row, Unavailable.VALUE);
    try {
      new RowJsonReader(text)
          .read(
              (name, value) -> {
                int index = table.indexOf(name);
                if (index >= 0) {
                  row[index] = value(table.columns().get(index).type(), value);
                }
              });
    } catch (IndexOutOfBoundsException | DateTimeException e) {
      throw new IllegalArgumentException("not the text of a row of " + table.id(), e);
    }
    return row;
  }

  private static @Nullable Object value(LogicalType type, @Nullable Object read) {
    return read instanceof String text ? ValueText.parse(type, text) : read;
  }

  /** Halves of surrogate pairs are escaped, because no encoding can carry them. */
  static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE || half(text, i)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static boolean half(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
