package dev.crossfade.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Folding and applying at once ends where applying one by one ends. */
class FoldPropertyTest {

  private static final int SEQUENCES = 20_000;
  private static final int KEYS = 5;

  @Test
  void folded_changes_end_where_single_changes_end() {
    for (long seed = 0; seed < SEQUENCES; seed++) {
      Random random = new Random(seed);
      Map<Key, Object[]> target = new HashMap<>();
      Map<Key, Object[]> truth = new HashMap<>();
      for (int id = 0; id < KEYS; id++) {
        if (random.nextBoolean()) {
          put(truth, row(id, random));
        }
      }
      target.putAll(truth);
      List<EntityChange> changes = new ArrayList<>();
      int length = 1 + random.nextInt(14);
      for (int i = 0; i < length; i++) {
        step(truth, changes, random);
      }
      apply(Fold.of(changes), target, truth);
      assertThat(readable(target)).as("seed %d", seed).isEqualTo(readable(truth));
    }
  }

  private static void step(Map<Key, Object[]> truth, List<EntityChange> out, Random random) {
    int id = random.nextInt(KEYS);
    Object[] before = truth.get(Rows.key(id));
    int dice = random.nextInt(20);
    if (dice == 0) {
      truth.clear();
      out.add(Rows.truncate());
    } else if (before == null) {
      Object[] row = row(id, random);
      put(truth, row);
      out.add(Rows.insert(row));
    } else if (dice < 5) {
      truth.remove(Rows.key(id));
      out.add(Rows.delete(id));
    } else {
      update(truth, out, before, random);
    }
  }

  private static void update(
      Map<Key, Object[]> truth, List<EntityChange> out, Object[] before, Random random) {
    Object[] after = before.clone();
    int free = random.nextInt(KEYS);
    if (random.nextInt(3) == 0 && !truth.containsKey(Rows.key(free))) {
      after[0] = free;
    }
    Object[] image = after.clone();
    for (int column = 1; column < after.length; column++) {
      if (random.nextBoolean()) {
        after[column] = random.nextInt(100);
        image[column] = after[column];
      } else if (random.nextBoolean()) {
        image[column] = Unavailable.VALUE;
      }
    }
    truth.remove(Rows.key(before[0]));
    put(truth, after);
    out.add(
        random.nextInt(8) == 0 ? Rows.reread(before[0], after[0]) : Rows.update(before[0], image));
  }

  /** The contract of {@link Folded}, in the order it states. */
  private static void apply(Folded folded, Map<Key, Object[]> target, Map<Key, Object[]> source) {
    if (folded.clear()) {
      target.clear();
    }
    folded.deletes().forEach(target::remove);
    for (Folded.Item item : folded.rows()) {
      Object[] row = item.row().clone();
      if (!item.complete()) {
        Object[] existing = target.get(item.key());
        assertThat(existing).as("an incomplete row has a row to update").isNotNull();
        for (int i = 0; i < row.length; i++) {
          row[i] = row[i] == Unavailable.VALUE ? existing[i] : row[i];
        }
      }
      target.put(item.key(), row);
    }
    for (Folded.Item item : folded.rereads()) {
      Object[] now = source.get(item.key());
      if (now != null) {
        target.put(item.key(), now);
      }
    }
  }

  private static Object[] row(int id, Random random) {
    return new Object[] {id, random.nextInt(100), random.nextInt(100), random.nextInt(100)};
  }

  private static void put(Map<Key, Object[]> rows, Object[] row) {
    rows.put(Rows.key(row[0]), row);
  }

  private static Map<Object, List<Object>> readable(Map<Key, Object[]> rows) {
    Map<Object, List<Object>> readable = new HashMap<>();
    rows.forEach((key, row) -> readable.put(key.value(0), List.of(row)));
    return readable;
  }
}
