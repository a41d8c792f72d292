package dev.crossfade.jdbc.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.ValueText;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.ProductionReader;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every value of every type comes back from production as it went in, by each way in. */
class TypesTest {

  private static final int FILLERS = 100;

  private static final TargetFixture fixture = new TargetFixture();

  private final EntityShape shape = Torture.shape("torture");

  @Test
  void history_comes_back() {
    try (TargetDatabase target = fixture.prepared("types-history", shape)) {
      List<@Nullable Object[]> rows = Torture.rows(1);
      TargetFixture.loaded(target, shape, rows.toArray(Object[][]::new));
      TargetFixture.publish(target, shape);

      assertThat(read(target)).isEqualTo(expected(rows));
    }
  }

  @Test
  void few_changes_come_back() {
    try (TargetDatabase target = fixture.prepared("types-few", shape)) {
      changed(target, 0);
    }
  }

  @Test
  void many_changes_come_back() {
    try (TargetDatabase target = fixture.prepared("types-many", shape)) {
      changed(target, FILLERS);
    }
  }

  private void changed(TargetDatabase target, int fillers) {
    List<@Nullable Object[]> rows = Torture.rows(1);
    List<EntityWrite.PositionedRow> upserts = new ArrayList<>();
    rows.forEach(row -> upserts.add(TargetFixture.set(1, row)));
    TargetFixture.loaded(target, shape, rows.get(0));
    TargetFixture.publish(target, shape);
    List<@Nullable Object[]> expected = new ArrayList<>(rows);
    for (int i = 0; i < fillers; i++) {
      @Nullable Object[] filler = rows.get(1).clone();
      filler[0] = 100L + i;
      expected.add(filler);
      upserts.add(TargetFixture.set(1, filler));
    }
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("t", 0);
      try (StreamSession session = applier.begin(state, TargetFixture.moved(state, 1), "v1")) {
        session.write(
            TargetFixture.write(
                shape.name(), List.of(), upserts.toArray(EntityWrite.PositionedRow[]::new)));
        Committed.done(session.commit(1));
      }
    }
    assertThat(read(target)).isEqualTo(expected(expected));
  }

  @Test
  void rows_are_found_by_keys_of_every_type() {
    List<LogicalType> types = Torture.types();
    for (int i = 0; i < types.size(); i++) {
      LogicalType type = types.get(i);
      if (!(type instanceof LogicalType.Json) && !(type instanceof LogicalType.Array)) {
        foundByKey(type, i);
      }
    }
  }

  private void foundByKey(LogicalType type, int index) {
    EntityShape keyed = TargetFixture.shape("keyed", List.of("k"), Column.of("k", type).notNull());
    try (TargetDatabase target = fixture.prepared("types-key-" + index, keyed)) {
      Map<String, Object> values = new TreeMap<>();
      for (@Nullable Object[] row : Torture.rows(1)) {
        Object value = row[index + 1];
        boolean indexable = !(value instanceof String text) || text.length() < 1_000;
        if (value != null && indexable) {
          values.putIfAbsent(text(type, value), value);
        }
      }
      TargetFixture.loaded(
          target,
          keyed,
          values.values().stream().map(v -> new Object[] {v}).toArray(Object[][]::new));
      TargetFixture.publish(target, keyed);
      try (ProductionReader reader = target.openReader()) {
        List<String> found = new ArrayList<>();
        reader.readKeys(
            keyed,
            values.values().stream().map(v -> Key.of(v)).toList(),
            row -> found.add(text(type, row[0])));
        assertThat(found).as("%s", type).containsExactlyInAnyOrderElementsOf(values.keySet());
      }
    }
  }

  private Map<Long, List<String>> read(TargetDatabase target) {
    Map<Long, List<String>> rows = new TreeMap<>();
    try (ProductionReader reader = target.openReader()) {
      long count = 0;
      for (String part : reader.parts(shape, 3)) {
        count += reader.read(shape, part, row -> rows.put((Long) row[0], texts(row)));
      }
      assertThat(count).isEqualTo(rows.size());
    }
    return rows;
  }

  private Map<Long, List<String>> expected(List<@Nullable Object[]> rows) {
    Map<Long, List<String>> expected = new TreeMap<>();
    rows.forEach(row -> expected.put((Long) row[0], texts(row)));
    return expected;
  }

  private List<String> texts(@Nullable Object[] row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      Object value = row[i];
      LogicalType type = shape.table().columns().get(i).type();
      texts.add(value == null ? "NULL" : text(type, value));
    }
    return texts;
  }

  /** JSON is compared as the database spells it; everything else exactly. */
  private static String text(LogicalType type, Object value) {
    if (type instanceof LogicalType.Json) {
      return canonical((String) value);
    }
    if (type instanceof LogicalType.Array array && array.element() instanceof LogicalType.Json) {
      return ((List<?>) value)
          .stream().map(v -> v == null ? "-" : canonical((String) v)).toList().toString();
    }
    String kind = value instanceof List<?> ? "List" : value.getClass().getSimpleName();
    return kind + " " + ValueText.format(type, value);
  }

  private static String canonical(String json) {
    return fixture.query("SELECT '" + json.replace("'", "''") + "'::jsonb::text").get(0);
  }
}
