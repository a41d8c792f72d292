package dev.crossfade.bench.peers;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.data.Copies;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;

/** The initial copy of PostgreSQL's own logical replication. */
public final class NativeCopy implements Subject {

  private final Pair pair;
  private final NativeReplication replication;

  /** A copy of all tables. */
  public NativeCopy(Pair pair) {
    this.pair = pair;
    this.replication = new NativeReplication(pair);
  }

  @Override
  public String name() {
    return "logical replication, initial copy";
  }

  @Override
  public void prepare() throws Exception {
    pair.emptyTables();
  }

  @Override
  public Done run() throws Exception {
    replication.begin();
    replication.awaitCopied();
    return Done.all(pair.tables().stream().mapToLong(pair::rows).sum());
  }

  @Override
  public void check() throws Exception {
    for (Table table : pair.tables()) {
      Copies.mustEqual(pair.source(), pair.target(), table.table());
    }
  }

  @Override
  public void clean() throws Exception {
    replication.end();
  }
}
