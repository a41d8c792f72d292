package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.ValueText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A target row as the payload of a quarantine item: column name to text form, or null. */
final class JsonRow {

  private JsonRow() {}

  static String of(List<Column> columns, @Nullable Object[] row) {
    StringBuilder json = new StringBuilder("{\"target\":{");
    for (int i = 0; i < columns.size(); i++) {
      json.append(i == 0 ? "" : ",");
      string(json, columns.get(i).name());
      json.append(':');
      Object value = row[i];
      if (value == null) {
        json.append("null");
      } else {
        string(json, ValueText.format(columns.get(i).type(), value));
      }
    }
    return json.append("}}").toString();
  }

  private static void string(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
