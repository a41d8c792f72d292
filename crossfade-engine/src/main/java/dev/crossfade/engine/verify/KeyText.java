package dev.crossfade.engine.verify;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.ValueText;

/** Keys in words, for reports. */
final class KeyText {

  private KeyText() {}

  /** For example {@code id=42, region=EMEA}. */
  static String of(TableSchema table, Key key) {
    int[] indexes = table.keyIndexes();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < indexes.length; i++) {
      LogicalType type = table.columns().get(indexes[i]).type();
      Object value = key.value(i);
      text.append(i == 0 ? "" : ", ").append(table.key().get(i)).append('=');
      text.append(value == null ? "NULL" : ValueText.format(type, value));
    }
    return text.toString();
  }
}
