package dev.crossfade.bench.stream;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;

/**
 * Crossfade applying what is in Kafka already: from the first of these changes visible to the last.
 * Half as many lie before them, so that its virtual machine is as warm as in a run that lasts.
 */
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
    change(changes + 1, changes + changes / 2);
    Table.CONTACTS.fill(pair.source(), FIRST, FIRST);
    change(1, changes);
    Table.CONTACTS.fill(pair.source(), LAST, LAST);
    String end = pair.source().value("SELECT pg_current_wal_lsn()");
    while (!pair.source()
        .value("SELECT bool_and(confirmed_flush_lsn >= '" + end + "') FROM pg_replication_slots")
        .equals("t")) {
      Thread.sleep(200);
    }
    pair.target().execute("CHECKPOINT");
    follower.again();
    while (!follower.arrived(FIRST, 1)) {
      Thread.sleep(2);
    }
  }

  private void change(long first, long last) throws Exception {
    pair.source()
        .execute(
            "CALL change_contacts(" + pair.rows(Table.CONTACTS) + ", " + first + ", " + last + ")");
  }

  @Override
  public Done run() throws Exception {
    while (!follower.arrived(LAST, changes)) {
      Thread.sleep(5);
    }
    return Done.all(changes);
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
