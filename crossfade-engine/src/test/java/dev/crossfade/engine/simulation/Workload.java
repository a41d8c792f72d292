package dev.crossfade.engine.simulation;

import dev.crossfade.core.schema.Key;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.MemoryTransaction;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Writes into both sources at random, keys and wide values included, sometimes something bad. */
final class Workload {

  private static final int IDS = 8;

  private final Random random;
  private final InMemorySource crm;
  private final InMemorySource ads;
  private final boolean bad;
  private long sequence;

  /** Keys that ever had a value somebody refuses. */
  final Set<Key> everBad = new HashSet<>();

  Workload(Random random, InMemorySource crm, InMemorySource ads, boolean bad) {
    this.random = random;
    this.crm = crm;
    this.ads = ads;
    this.bad = bad;
  }

  void write() {
    boolean hidden = random.nextInt(6) == 0;
    if (random.nextInt(3) == 0) {
      commit(ads, hidden, tx -> times(3, () -> ad(tx)));
    } else {
      commit(crm, hidden, tx -> times(3, () -> step(tx)));
    }
  }

  private static void commit(
      InMemorySource source, boolean hidden, java.util.function.Consumer<MemoryTransaction> body) {
    if (hidden) {
      source.writeHidden(body);
    } else {
      source.write(body);
    }
  }

  private void times(int most, Runnable body) {
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      body.run();
    }
  }

  private void step(MemoryTransaction tx) {
    if (random.nextInt(3) == 0) {
      event(tx);
    } else {
      contact(tx);
    }
  }

  private void contact(MemoryTransaction tx) {
    List<Object[]> rows = tx.rows(Company.CONTACT);
    long free = random.nextInt(IDS);
    boolean taken = rows.stream().anyMatch(row -> row[0].equals(free));
    if (rows.isEmpty() || !taken && random.nextInt(3) > 0) {
      if (!taken) {
        tx.insert(Company.CONTACT, free, email(free), text(), (long) random.nextInt(2));
      }
      return;
    }
    Object[] before = rows.get(random.nextInt(rows.size()));
    if (random.nextInt(6) == 0) {
      tx.delete(Company.CONTACT, before);
      return;
    }
    Object[] after = before.clone();
    if (!taken && random.nextInt(3) == 0) {
      after[0] = free;
      if (everBad.contains(Key.of(before[0]))) {
        everBad.add(Key.of(after[0]));
      }
    }
    if (random.nextInt(2) == 0) {
      after[1] = email((Long) after[0]);
    }
    if (random.nextInt(3) == 0) {
      after[2] = text();
    }
    if (random.nextInt(3) == 0) {
      after[3] = 1L - (Long) after[3];
    }
    tx.replace(Company.CONTACT, before, after);
  }

  private String email(long id) {
    int dice = bad ? random.nextInt(8) : 8;
    if (dice < 2) {
      everBad.add(Key.of(id));
      return dice == 0 ? "!" + text() : "far too long";
    }
    return text();
  }

  private void event(MemoryTransaction tx) {
    List<Object[]> rows = tx.rows(Company.EVENT);
    int dice = random.nextInt(10);
    if (dice < 7 || rows.isEmpty()) {
      Object[] row = {++sequence, kind(), text()};
      tx.insert(Company.EVENT, row);
      if (random.nextInt(4) == 0) {
        tx.insert(Company.EVENT, row.clone());
      }
    } else if (dice < 9) {
      Object[] before = rows.get(random.nextInt(rows.size()));
      tx.replace(Company.EVENT, before, new Object[] {before[0], "k" + text(), before[2]});
    } else {
      tx.delete(Company.EVENT, rows.get(random.nextInt(rows.size())));
    }
  }

  private String kind() {
    return bad && random.nextInt(6) == 0 ? "!bad" : text();
  }

  private void ad(MemoryTransaction tx) {
    List<Object[]> rows = tx.rows(Company.AD);
    String code = "c" + random.nextInt(IDS);
    boolean taken = rows.stream().anyMatch(row -> row[0].equals(code));
    int dice = random.nextInt(40);
    if (dice == 0) {
      tx.truncate(Company.AD);
    } else if (!taken) {
      tx.insert(Company.AD, code, "t" + ++sequence, text());
    } else if (dice < 8) {
      tx.delete(Company.AD, rows.get(random.nextInt(rows.size())));
    } else if (dice < 16 && rows.size() > 1) {
      swapTitles(tx, rows.get(0), rows.get(rows.size() - 1));
    } else {
      Object[] before = rows.get(random.nextInt(rows.size()));
      tx.replace(
          Company.AD,
          before,
          new Object[] {before[0], "t" + ++sequence, random.nextBoolean() ? text() : before[2]});
    }
  }

  private void swapTitles(MemoryTransaction tx, Object[] one, Object[] two) {
    tx.replace(Company.AD, one, new Object[] {one[0], "tmp" + ++sequence, one[2]});
    tx.replace(Company.AD, two, new Object[] {two[0], one[1], two[2]});
    Object[] moved =
        tx.rows(Company.AD).stream().filter(row -> row[0].equals(one[0])).findFirst().orElseThrow();
    tx.replace(Company.AD, moved, new Object[] {one[0], two[1], one[2]});
  }

  private String text() {
    return Integer.toString(random.nextInt(1000), 36);
  }
}
