package dev.crossfade.engine.apply;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.core.schema.ValueText;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows and keys as text, for quarantine. */
public final class RowText {

  private static final char FIRST_PRINTABLE = ' ';

  private RowText() {}

  /** {@code {"source": row}}. */
  static String source(TableSchema table, @Nullable Object[] row) {
    return "{\"source\":" + json(table, row) + "}";
  }

  /** {@code {"target": row}}. */
  static String target(TableSchema table, @Nullable Object[] row) {
    return "{\"target\":" + json(table, row) + "}";
  }

  /**
   * A row as a JSON object of column names and value texts; unavailable values are left out,
   * unreadable ones are objects with the reason.
   */
  private static String json(TableSchema table, @Nullable Object[] row) {
    StringBuilder text = new StringBuilder("{");
    boolean first = true;
    for (int i = 0; i < row.length; i++) {
      Object value = row[i];
      if (value == Unavailable.VALUE) {
        continue;
      }
      if (!first) {
        text.append(',');
      }
      first = false;
      quote(text, table.columns().get(i).name());
      text.append(':');
      if (value == null) {
        text.append("null");
      } else if (value instanceof Unreadable unreadable) {
        text.append("{\"unreadable\":");
        quote(text, unreadable.reason());
        text.append('}');
      } else {
        quote(text, ValueText.format(table.columns().get(i).type(), value));
      }
    }
    return text.append('}').toString();
  }

  /** A source key as {@code column=value, …}; empty when there is none. */
  static String key(TableSchema table, @Nullable Key key) {
    if (key == null) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < key.size() && i < table.key().size(); i++) {
      String name = table.key().get(i);
      Object value = key.value(i);
      text.append(i == 0 ? "" : ", ").append(name).append('=');
      text.append(
          value == null
              ? "null"
              : ValueText.format(
                  Objects.requireNonNull(table.columns().get(table.indexOf(name))).type(), value));
    }
    return text.toString();
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
