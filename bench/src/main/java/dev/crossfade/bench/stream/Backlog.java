package dev.crossfade.bench.stream;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import java.sql.Connection;
import java.sql.Statement;

/** A backlog that was committed in the source before, drained until its last change has arrived. */
final class Backlog implements Subject {

  private static final long LAST = 900_000_000L;

  private final Pair pair;
  private final Follower follower;
  private final long changes;

  Backlog(Pair pair, Follower follower, long changes) {
    this.pair = pair;
    this.follower = follower;
    this.changes = changes;
  }

  @Override
  public String name() {
    return follower.name();
  }

  @Override
  public String missing() {
    return follower.missing();
  }

  @Override
  public void prepare() throws Exception {
    Table.CONTACTS.create(pair.source());
    Table.CONTACTS.fill(pair.source(), 1, pair.rows(Table.CONTACTS));
    pair.source().execute("VACUUM (ANALYZE) contacts", Table.changes());
    follower.begin();
    follower.pause();
    try (Connection connection = pair.source().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CALL change_contacts(" + pair.rows(Table.CONTACTS) + ", 1, " + changes + ")");
    }
    Table.CONTACTS.fill(pair.source(), LAST, LAST);
    pair.source().execute("CHECKPOINT");
    pair.target().database("postgres").execute("CHECKPOINT");
  }

  @Override
  public Done run() throws Exception {
    follower.resume();
    while (!follower.arrived(LAST, changes + 1)) {
      Thread.sleep(20);
    }
    return Done.all(changes + 1);
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
