package dev.crossfade.bench.peers;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Copies;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;

/**
 * Debezium's snapshot of the contacts, and its JDBC sink; of a tenth of the rows, since the whole
 * would take longer than everything else together.
 */
public final class DebeziumCopy implements Subject {

  private static final String PART = "contacts_part";

  private final Pair pair;
  private final Transport transport;
  private final Debezium debezium;
  private final long rows;

  /** A copy of the contacts. */
  public DebeziumCopy(Pair pair, Transport transport) {
    this.pair = pair;
    this.transport = transport;
    this.debezium = new Debezium(pair, transport);
    this.rows = Math.max(1, pair.rows(Table.CONTACTS) / 10);
  }

  @Override
  public String name() {
    return "Debezium snapshot and JDBC sink, a tenth";
  }

  @Override
  public String missing() {
    return transport.sinkMissing();
  }

  @Override
  public void prepare() throws Exception {
    pair.emptyTables();
    pair.source()
        .execute(
            "CREATE OR REPLACE VIEW " + PART + " AS SELECT * FROM contacts WHERE id <= " + rows);
  }

  @Override
  public Done run() throws Exception {
    debezium.snapshot("SELECT * FROM " + PART);
    debezium.sink();
    String wanted = String.valueOf(rows);
    while (!pair.target().value("SELECT count(*) FROM contacts").equals(wanted)) {
      Thread.sleep(500);
      debezium.mustBeWell();
    }
    return Done.all(rows);
  }

  @Override
  public void check() throws Exception {
    Copies.mustEqual(pair.source(), PART, pair.target(), "contacts");
  }

  @Override
  public void clean() throws Exception {
    debezium.end();
    pair.source().execute("DROP VIEW IF EXISTS " + PART);
  }
}
