package dev.crossfade.engine.apply;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.RowJson;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.ValueText;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows and keys as text, for quarantine. */
public final class RowText {

  private static final String SOURCE = "{\"source\":";
  private static final String TARGET = "{\"target\":";

  private RowText() {}

  /** {@code {"source": row}}. */
  public static String source(TableSchema table, @Nullable Object[] row) {
    return text(SOURCE, table, row);
  }

  /** {@code {"target": row}}. */
  public static String target(TableSchema table, @Nullable Object[] row) {
    return text(TARGET, table, row);
  }

  /** Made in one piece: a row may be large. */
  private static String text(String which, TableSchema table, @Nullable Object[] row) {
    StringBuilder text = new StringBuilder(which.length() + RowJson.room(row)).append(which);
    RowJson.append(text, table, row);
    return text.append('}').toString();
  }

  /** The source row of a payload, empty when the payload is not a readable one. */
  public static Optional<@Nullable Object[]> sourceRow(TableSchema table, String payload) {
    return row(table, payload, SOURCE);
  }

  /** The target row of a payload, empty when the payload is not a readable one. */
  public static Optional<@Nullable Object[]> targetRow(TableSchema table, String payload) {
    return row(table, payload, TARGET);
  }

  private static Optional<@Nullable Object[]> row(TableSchema table, String payload, String which) {
    if (!payload.startsWith(which) || !payload.endsWith("}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          RowJson.parse(table, payload.substring(which.length(), payload.length() - 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A source key as {@code column=value, …}; empty when there is none. */
  public static String key(TableSchema table, @Nullable Key key) {
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
}
