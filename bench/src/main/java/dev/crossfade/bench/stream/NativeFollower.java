package dev.crossfade.bench.stream;

import dev.crossfade.bench.data.Copies;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.peers.NativeReplication;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's own logical replication: no Kafka, no mapping, the limit. */
final class NativeFollower implements Follower {

  private final Pair pair;
  private final NativeReplication replication;
  private @Nullable Arrival arrival;

  NativeFollower(Pair pair) {
    this.pair = pair;
    this.replication = new NativeReplication(pair);
  }

  @Override
  public String name() {
    return "logical replication";
  }

  @Override
  public void begin() throws Exception {
    pair.emptyTables();
    replication.begin();
    replication.awaitCopied();
  }

  @Override
  public void pause() throws Exception {
    replication.pause();
  }

  @Override
  public void resume() throws Exception {
    replication.resume();
  }

  @Override
  public boolean arrived(long id, long changes) throws Exception {
    if (arrival == null) {
      arrival = Arrival.in(pair.target(), table(), key());
    }
    return arrival.of(id);
  }

  @Override
  public void check() throws Exception {
    Copies.mustEqual(pair.source(), pair.target(), "contacts");
  }

  @Override
  public void end() throws Exception {
    if (arrival != null) {
      arrival.close();
      arrival = null;
    }
    replication.end();
  }
}
