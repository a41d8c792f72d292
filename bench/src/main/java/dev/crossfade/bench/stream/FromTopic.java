package dev.crossfade.bench.stream;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;

/** Crossfade applying what is in Kafka already: from its first batch visible to its last. */
final class FromTopic implements Subject {

  private static final long FIRST = 890_000_000L;
  private static final long LAST = 900_000_000L;

  private final Pair pair;
  private final CrossfadeFollower follower;
  private final long changes;

  FromTopic(Pair pair, CrossfadeFollower follower, long changes) {
    this.pair = pair;
    this.follower = follower;
    this.changes = changes;
  }

  @Override
  public String name() {
    return "Crossfade, applier alone";
  }

  @Override
  public void prepare() throws Exception {
    Table.CONTACTS.create(pair.source());
    Table.CONTACTS.fill(pair.source(), 1, pair.rows(Table.CONTACTS));
    pair.source().execute(Table.changes());
    follower.begin();
    follower.rest();
    Table.CONTACTS.fill(pair.source(), FIRST, FIRST);
    pair.source()
        .execute("CALL change_contacts(" + pair.rows(Table.CONTACTS) + ", " + changes + ")");
    Table.CONTACTS.fill(pair.source(), LAST, LAST);
    String end = pair.source().value("SELECT pg_current_wal_lsn()");
    while (!pair.source()
        .value("SELECT bool_and(confirmed_flush_lsn >= '" + end + "') FROM pg_replication_slots")
        .equals("t")) {
      Thread.sleep(200);
    }
    pair.target().execute("CHECKPOINT");
  }

  @Override
  public Done run() throws Exception {
    follower.again();
    while (!follower.arrived(FIRST, 1)) {
      Thread.sleep(5);
    }
    long start = System.nanoTime();
    while (!follower.arrived(LAST, changes)) {
      Thread.sleep(5);
    }
    return new Done(changes, (System.nanoTime() - start) / 1e9, java.util.Map.of());
  }

  @Override
  public void check() throws Exception {
    follower.check();
  }

  @Override
  public void clean() throws Exception {
    follower.end();
  }
}
