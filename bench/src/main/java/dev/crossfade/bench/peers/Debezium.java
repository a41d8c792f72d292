package dev.crossfade.bench.peers;

import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Debezium's PostgreSQL connector and its JDBC sink on the Kafka that Crossfade uses too. */
public final class Debezium {

  /** The topic of the contacts. */
  public static final String TOPIC = "peer.public.contacts";

  private static int uses;

  private final Pair pair;
  private final Transport transport;
  private String source = "";
  private String sink = "";

  /** Connectors between the databases of a pair. */
  public Debezium(Pair pair, Transport transport) {
    this.pair = pair;
    this.transport = transport;
  }

  /** Starts with a snapshot of the contacts that a query yields, for the sink. */
  public void snapshot(String query) throws IOException, InterruptedException {
    capture(
        "initial",
        "true",
        Map.of(
            "snapshot.select.statement.overrides",
            "public.contacts",
            "snapshot.select.statement.overrides.public.contacts",
            query));
  }

  /**
   * Starts capture without a snapshot, under a name of its own: Connect keeps the place of a name
   * it has known.
   *
   * @param schemas {@code true} as the sink needs it, {@code false} as Crossfade's capture does
   */
  public void capture(String schemas) throws IOException, InterruptedException {
    capture("no_data", schemas, Map.of());
  }

  private void capture(String snapshot, String schemas, Map<String, String> more)
      throws IOException, InterruptedException {
    source = "peer-source-" + ++uses;
    Map<String, String> s = new TreeMap<>();
    s.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    s.put("database.hostname", "127.0.0.1");
    s.put("database.port", String.valueOf(pair.source().port()));
    s.put("database.user", pair.source().user());
    s.put("database.password", pair.source().password());
    s.put("database.dbname", pair.source().database());
    s.put("plugin.name", "pgoutput");
    s.put("slot.name", "peer");
    s.put("publication.name", "peer");
    s.put("publication.autocreate.mode", "filtered");
    s.put("table.include.list", "public.contacts");
    s.put("topic.prefix", "peer");
    s.put("snapshot.mode", snapshot);
    s.put("tombstones.on.delete", "false");
    s.put("max.batch.size", "4096");
    s.put("max.queue.size", "16384");
    s.put("poll.interval.ms", "20");
    s.put("snapshot.fetch.size", "10000");
    s.put("topic.creation.default.partitions", "1");
    s.put("topic.creation.default.replication.factor", "1");
    s.put("producer.override.compression.type", "lz4");
    s.putAll(more);
    converters(s, schemas);
    transport.connect().create(source, s);
  }

  /** Starts the sink; it merges by key, as a stream of updates demands. */
  public void sink() throws IOException, InterruptedException {
    Map<String, String> s = new TreeMap<>();
    s.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
    s.put("tasks.max", "1");
    s.put("topics", TOPIC);
    s.put("connection.url", "jdbc:" + pair.target().url() + "?reWriteBatchedInserts=true");
    s.put("connection.username", pair.target().user());
    s.put("connection.password", pair.target().password());
    s.put("insert.mode", "upsert");
    s.put("delete.enabled", "true");
    s.put("primary.key.mode", "record_key");
    s.put("schema.evolution", "none");
    s.put("collection.name.format", "contacts");
    s.put("batch.size", "2000");
    s.put("use.reduction.buffer", "true");
    s.put("consumer.override.max.poll.records", "2000");
    s.put("consumer.override.auto.offset.reset", "earliest");
    converters(s, "true");
    sink = source.replace("source", "sink");
    transport.connect().create(sink, s);
  }

  private static void converters(Map<String, String> s, String schemas) {
    for (String kind : List.of("key", "value")) {
      s.put(kind + ".converter", "org.apache.kafka.connect.json.JsonConverter");
      s.put(kind + ".converter.schemas.enable", schemas);
    }
  }

  /** Waits until the slot exists and is followed. */
  public void awaitCapture() throws Exception {
    while (!pair.source()
        .value("SELECT count(*) FROM pg_replication_slots WHERE active AND slot_name = 'peer'")
        .equals("1")) {
      Thread.sleep(100);
      transport.connect().mustBeWell(source);
    }
  }

  /** Fails when a connector has failed. */
  public void mustBeWell() throws IOException, InterruptedException {
    transport.connect().mustBeWell(source);
    if (!sink.isEmpty()) {
      transport.connect().mustBeWell(sink);
    }
  }

  /** Stops capture; changes pile up in the source. */
  public void pause() throws Exception {
    transport.connect().stop(source);
    while (pair.source()
        .value("SELECT count(*) FROM pg_replication_slots WHERE active AND slot_name = 'peer'")
        .equals("1")) {
      Thread.sleep(100);
    }
  }

  /** Captures again. */
  public void resume() throws IOException, InterruptedException {
    transport.connect().resume(source);
  }

  /** Removes connectors, topics and slot. */
  public void end() throws Exception {
    sink = "";
    transport.forget("peer");
    pair.dropSlots();
  }
}
