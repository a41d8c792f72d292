package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.RowValues;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Random rows of every type: the row that a target row becomes gives the same target row again, and
 * a row that is there already is left as it is.
 */
class ReversePropertyTest {

  private static final int ROWS = Integer.getInteger("crossfade.reverse.rows", 20_000);

  private final Random random = new Random(Long.getLong("crossfade.seed", 20_261_126L));
  private final CompiledMapping mapping = mapping();
  private final ReverseMapping reverse = mapping.reverse();
  private final int width = mapping.entity().columns().size();

  private static CompiledMapping mapping() {
    Tables tables = RandomRows.tables();
    for (String type : RandomRows.VALUES.keySet()) {
      tables.target("copy_" + RandomRows.nullable(type) + " " + type, RandomRows.nullable(type));
    }
    return tables
        .target("mail text", "email(p_text)")
        .target("low text", "lower(trim(p_text))")
        .target("named text", "'crm:' + toText(p_int64) + '/' + p_text")
        .target("clock timestamptz", "at(p_timestamp, 'Europe/Berlin')")
        .target("showing timestamp", "local(p_timestamptz, 'America/New_York')")
        .target("started timestamp", "startOfDay(p_date)")
        .target("scaled decimal", "p_decimal * 100 + 1")
        .target("whole decimal", "decimal(p_uint64)")
        .target("ident text", "toText(p_uuid)")
        .target("flag text", "toText(p_bool)")
        .target("raw text", "toText(p_bytes)")
        .target("hash text", "sha256(n_text)")
        .compile();
  }

  @Test
  void restoredRowsGiveTheSameAgain() {
    RandomRows rows = new RandomRows(random);
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < ROWS; i++) {
      Object[] source = whole(rows.row());
      Object[] target = new Object[width];
      if (mapping.apply(source, target) == RowResult.MAPPED) {
        counts.merge(added(target), 1, Integer::sum);
        kept(source, target);
      }
    }
    System.out.println("restored: " + counts);
    assertThat(counts.get("MAPPED")).isGreaterThan(ROWS / 50);
    assertThat(counts.keySet()).containsOnly("MAPPED");
  }

  private static Object[] whole(Object[] row) {
    for (int i = 0; i < row.length; i++) {
      boolean missing = row[i] == Unavailable.VALUE || row[i] instanceof Unreadable;
      row[i] = missing && i > row.length / 2 ? present(i, row.length) : missing ? null : row[i];
    }
    return row;
  }

  private static Object present(int column, int columns) {
    int type = column - 1 - (columns - 1) / 2;
    return RandomRows.VALUES.values().stream().toList().get(type).get(0);
  }

  private String added(Object[] target) {
    Object[] restored = new Object[reverse.columns().size()];
    RowResult result = reverse.restore(target, null, restored);
    if (result != RowResult.MAPPED) {
      return result.toString();
    }
    for (int i = 0; i < restored.length; i++) {
      if (restored[i] == Unavailable.VALUE) {
        restored[i] = null;
      }
    }
    return gives(restored, target) ? "MAPPED" : Arrays.toString(target);
  }

  private boolean gives(Object[] source, Object[] target) {
    Object[] again = new Object[width];
    for (int i = 0; i < width; i++) {
      boolean oneWay = mapping.reversibility(i) == Reversibility.ONE_WAY;
      RowResult result = ((MappingProgram) mapping).fill(i, source, again);
      if (!oneWay && (result != RowResult.MAPPED || !same(i, target[i], again[i]))) {
        return false;
      }
    }
    return true;
  }

  private boolean same(int column, Object one, Object other) {
    UnaryOperator<Object> reader = RowValues.reader(mapping.entity().columns().get(column).type());
    return one == null || other == null
        ? one == other
        : reader.apply(one).equals(reader.apply(other));
  }

  private void kept(Object[] source, Object[] target) {
    Object[] restored = new Object[reverse.columns().size()];
    assertThat(reverse.restore(target, source, restored)).isEqualTo(RowResult.MAPPED);
    assertThat(restored).containsOnly(Unavailable.VALUE);
  }
}
