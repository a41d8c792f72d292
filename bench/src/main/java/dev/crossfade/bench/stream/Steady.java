package dev.crossfade.bench.stream;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;

/** Changes that come at 1,000 a second; what they cost is the processor time. */
final class Steady implements Subject {

  private static final int PER_SECOND = 1_000;
  private static final int WARM = 10;
  private static final long FIRST = 400_000_000L;

  private final Pair pair;
  private final CrossfadeFollower follower;
  private final int seconds;

  Steady(Pair pair, CrossfadeFollower follower, int seconds) {
    this.pair = pair;
    this.follower = follower;
    this.seconds = seconds;
  }

  @Override
  public String name() {
    return follower.name();
  }

  @Override
  public void prepare() throws Exception {
    Table.CONTACTS.create(pair.source());
    Table.CONTACTS.fill(pair.source(), 1, pair.rows(Table.CONTACTS));
    pair.source().execute("VACUUM (ANALYZE) contacts", Table.changes());
    follower.begin();
    writer().run(WARM, FIRST);
    follower.forgetChecks();
  }

  @Override
  public Done run() throws Exception {
    writer().run(seconds);
    return Done.all((long) seconds * PER_SECOND);
  }

  private SteadyWriter writer() {
    return new SteadyWriter(pair, follower.table(), follower.key(), SteadyWriter.RARELY);
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
