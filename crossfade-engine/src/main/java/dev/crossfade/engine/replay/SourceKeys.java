package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.ValueText;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.spi.target.ParkedChange;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Source keys of parked rows. */
final class SourceKeys {

  private static final String NEXT = ", ";

  private SourceKeys() {}

  /** The key of a parked row in its source; null when nobody can tell. */
  static @Nullable Key of(TableSchema table, ParkedChange change) {
    Optional<@Nullable Object[]> row = RowText.sourceRow(table, change.payload());
    if (row.isPresent()) {
      Key key = Key.of(row.get(), table.keyIndexes());
      return key.readable() ? key : null;
    }
    return parse(table, change.sourceKeyText());
  }

  /** The inverse of {@link RowText#key}; null where a value could end in more than one place. */
  static @Nullable Key parse(TableSchema table, String text) {
    @Nullable Object[] values = new @Nullable Object[table.key().size()];
    int from = 0;
    for (int i = 0; i < values.length; i++) {
      String name = table.key().get(i) + "=";
      if (!text.startsWith(name, from)) {
        return null;
      }
      from += name.length();
      int end = text.length();
      if (i + 1 < values.length) {
        String next = NEXT + table.key().get(i + 1) + "=";
        end = text.indexOf(next, from);
        if (end < 0 || text.indexOf(next, end + 1) >= 0) {
          return null;
        }
      }
      try {
        values[i] =
            ValueText.parse(
                Objects.requireNonNull(table.columns().get(table.keyIndexes()[i])).type(),
                text.substring(from, end));
      } catch (RuntimeException e) {
        return null;
      }
      from = end + NEXT.length();
    }
    Key key = Key.of(values);
    return RowText.key(table, key).equals(text) ? key : null;
  }
}
