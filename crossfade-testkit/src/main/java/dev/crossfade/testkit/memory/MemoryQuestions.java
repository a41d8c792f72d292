package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.ValueText;
import dev.crossfade.spi.check.ProductionInquiry.Found;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Questions about rows in memory, wherever they are. */
final class MemoryQuestions {

  private final Function<String, List<@Nullable Object[]>> rows;

  /**
   * @param rows of an entity
   */
  MemoryQuestions(Function<String, List<@Nullable Object[]>> rows) {
    this.rows = rows;
  }

  long nulls(EntityShape entity, String column) {
    int index = entity.table().indexOf(column);
    return rows.apply(entity.name()).stream().filter(row -> row[index] == null).count();
  }

  Found duplicates(EntityShape entity, List<String> columns, int samples) {
    Map<Key, Integer> copies = new LinkedHashMap<>();
    keys(entity, columns).forEach(key -> copies.merge(key, 1, Integer::sum));
    copies.values().removeIf(count -> count == 1);
    long surplus = copies.values().stream().mapToLong(count -> count - 1L).sum();
    return new Found(surplus, texts(entity.table(), columns, copies.keySet(), samples));
  }

  Found orphans(
      EntityShape entity, List<String> columns, EntityShape other, List<String> to, int samples) {
    Set<Key> there = new HashSet<>(keys(other, to));
    List<Key> orphans = keys(entity, columns).stream().filter(key -> !there.contains(key)).toList();
    return new Found(
        orphans.size(), texts(entity.table(), columns, new HashSet<>(orphans), samples));
  }

  private List<Key> keys(EntityShape entity, List<String> columns) {
    int[] indexes = columns.stream().mapToInt(entity.table()::indexOf).toArray();
    List<Key> keys = new ArrayList<>();
    for (@Nullable Object[] row : rows.apply(entity.name())) {
      boolean whole = true;
      for (int index : indexes) {
        whole &= row[index] != null;
      }
      if (whole) {
        keys.add(Key.of(row, indexes));
      }
    }
    return keys;
  }

  private static List<String> texts(
      TableSchema table, List<String> columns, Set<Key> keys, int samples) {
    return keys.stream().map(key -> text(table, columns, key)).sorted().limit(samples).toList();
  }

  private static String text(TableSchema table, List<String> columns, Key key) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      var type = table.columns().get(table.indexOf(columns.get(i))).type();
      Object value = Objects.requireNonNull(key.value(i));
      parts.add(columns.get(i) + "=" + ValueText.format(type, value));
    }
    return String.join(" ", parts);
  }
}
