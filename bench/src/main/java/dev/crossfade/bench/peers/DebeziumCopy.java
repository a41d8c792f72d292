package dev.crossfade.bench.peers;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Copies;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;

/** Debezium's snapshot of the contacts, and its JDBC sink. */
public final class DebeziumCopy implements Subject {

  private final Pair pair;
  private final Transport transport;
  private final Debezium debezium;

  /** A copy of the contacts. */
  public DebeziumCopy(Pair pair, Transport transport) {
    this.pair = pair;
    this.transport = transport;
    this.debezium = new Debezium(pair, transport);
  }

  @Override
  public String name() {
    return "Debezium snapshot and JDBC sink";
  }

  @Override
  public String missing() {
    return transport.sinkMissing();
  }

  @Override
  public void prepare() throws Exception {
    pair.emptyTables();
  }

  @Override
  public Done run() throws Exception {
    debezium.capture("initial", "true");
    debezium.sink();
    String wanted = String.valueOf(pair.rows(Table.CONTACTS));
    while (!pair.target().value("SELECT count(*) FROM contacts").equals(wanted)) {
      Thread.sleep(500);
      debezium.mustBeWell();
    }
    return Done.all(pair.rows(Table.CONTACTS));
  }

  @Override
  public void check() throws Exception {
    Copies.mustEqual(pair.source(), pair.target(), "contacts");
  }

  @Override
  public void clean() throws Exception {
    debezium.end();
  }
}
