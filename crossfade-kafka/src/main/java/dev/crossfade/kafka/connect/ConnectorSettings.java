package dev.crossfade.kafka.connect;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.kafka.decode.EnvelopeDecoder;
import dev.crossfade.spi.source.CaptureRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The connector's settings for a request; decision record 0003 gives the reasons. */
final class ConnectorSettings {

  /** Kafka's default size of a producer's buffer. */
  private static final int BUFFER = 32 * 1024 * 1024;

  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

  private ConnectorSettings() {}

  static Map<String, String> of(
      CaptureRequest request,
      CaptureNames names,
      KafkaAccess access,
      boolean restartPlugin,
      int largestRecord) {
    Map<String, String> s = new TreeMap<>();
    database(s, request, names);
    content(s, request);
    delivery(s, largestRecord);
    converters(s);
    s.put("transforms", restartPlugin ? "restart,one" : "one");
    if (restartPlugin) {
      s.put("transforms.restart.type", RestartPlugin.CLASS);
    }
    s.put("transforms.one.type", "org.apache.kafka.connect.transforms.RegexRouter");
    s.put("transforms.one.regex", ".*");
    s.put("transforms.one.replacement", names.topic().replace("$", "\\$"));
    if (request.engine().equals("postgresql")) {
      postgres(s, request);
    } else {
      mariaDb(s, request, names, access);
    }
    return s;
  }

  private static void database(Map<String, String> s, CaptureRequest request, CaptureNames names) {
    s.put("tasks.max", "1");
    s.put("topic.prefix", names.prefix());
    s.put("database.hostname", request.host());
    s.put("database.port", Integer.toString(request.port()));
    s.put("database.user", request.user());
    s.put("database.password", request.password());
  }

  private static void content(Map<String, String> s, CaptureRequest request) {
    s.put("snapshot.mode", "no_data");
    s.put("provide.transaction.metadata", "true");
    s.put("skipped.operations", "none");
    s.put("tombstones.on.delete", "false");
    s.put("decimal.handling.mode", "string");
    s.put("binary.handling.mode", "bytes");
    s.put("time.precision.mode", "microseconds");
    // the default writes a warning and NULL
    s.put("event.converting.failure.handling.mode", "fail");
    s.put("unavailable.value.placeholder", request.unavailableMarker());
    s.put("extended.headers.enabled", "false");
  }

  private static void delivery(Map<String, String> s, int largestRecord) {
    s.put("heartbeat.interval.ms", "1000");
    s.put("poll.interval.ms", "20");
    // a database that comes back is not left waiting; the default is ten seconds
    s.put("retriable.restart.connector.wait.ms", "2000");
    s.put("max.batch.size", "4096");
    s.put("max.queue.size", "16384");
    // without it the queue is as large as the rows are
    s.put("max.queue.size.in.bytes", Integer.toString(64 * 1024 * 1024));
    s.put("producer.override.acks", "all");
    s.put("producer.override.enable.idempotence", "true");
    s.put("producer.override.compression.type", "lz4");
    s.put("producer.override.max.request.size", Integer.toString(largestRecord));
    // a record has to fit into it, and the default of 32 MiB is less than a row may have
    s.put("producer.override.buffer.memory", Integer.toString(Math.max(BUFFER, largestRecord)));
  }

  private static void converters(Map<String, String> s) {
    for (String kind : List.of("key", "value")) {
      s.put(kind + ".converter", JSON);
      s.put(kind + ".converter.schemas.enable", "false");
      s.put(kind + ".converter.decimal.format", "NUMERIC");
      // the default replaces NULL by the column's default
      s.put(kind + ".converter.replace.null.with.default", "false");
    }
  }

  private static void postgres(Map<String, String> s, CaptureRequest request) {
    s.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    s.put("database.dbname", request.database());
    s.put("plugin.name", "pgoutput");
    for (String name : List.of("sslmode", "sslrootcert", "sslcert", "sslkey", "sslfactory")) {
      String value = request.log().get("tls." + name);
      if (value != null) {
        s.put("database." + name, value);
      }
    }
    String algorithm = request.log().get("tls.pemKeyAlgorithm");
    if (algorithm != null) {
      s.put("driver.pemKeyAlgorithm", algorithm);
    }
    s.put("slot.name", fact(request, "slot"));
    s.put("publication.name", fact(request, "publication"));
    s.put("publication.autocreate.mode", "disabled");
    s.put("slot.retry.delay.ms", "250");
    s.put("slot.max.retries", "120");
    s.put("offset.mismatch.strategy", "trust_offset");
    s.put("table.include.list", tables(request, List.of()));
    s.put("interval.handling.mode", "string");
    s.put("hstore.handling.mode", "json");
    s.put("message.prefix.include.list", "crossfade");
    // lets the slot move on when only other tables or databases are written
    s.put(
        "heartbeat.action.query",
        "SELECT pg_catalog.pg_logical_emit_message(false, 'crossfade', 'heartbeat')");
  }

  private static void mariaDb(
      Map<String, String> s, CaptureRequest request, CaptureNames names, KafkaAccess access) {
    boolean maria = request.engine().equals("mariadb");
    s.put(
        "connector.class",
        maria
            ? "io.debezium.connector.mariadb.MariaDbConnector"
            : "io.debezium.connector.mysql.MySqlConnector");
    TableId mark = new TableId(request.database(), EnvelopeDecoder.MARK_TABLE);
    s.put("database.server.id", Integer.toString(names.serverId()));
    protect(s, request, maria);
    if (maria) {
      // tells its sessions from those of others that use the same account
      s.put("driver.initSql", "DO get_lock(concat('crossfade.session.', connection_id()), 0)");
    } else {
      // caching_sha2_password encrypts the password with the server's key where TLS does not
      s.put("driver.allowPublicKeyRetrieval", Boolean.toString(known(request)));
    }
    s.put("database.include.list", databases(request));
    s.put("table.include.list", tables(request, List.of(mark)));
    s.put("snapshot.locking.mode", "none");
    // how often it looks whether its server is still there; the default is a minute
    s.put("connect.keep.alive.interval.ms", "10000");
    // the default makes the year 1 to 2001
    s.put("enable.time.adjuster", "false");
    s.put("bigint.unsigned.handling.mode", "precise");
    s.put("include.schema.changes", "true");
    s.put("inconsistent.schema.handling.mode", "fail");
    s.put("schema.history.internal.kafka.bootstrap.servers", access.bootstrap());
    s.put("schema.history.internal.kafka.topic", names.history());
    s.put("schema.history.internal.store.only.captured.tables.ddl", "true");
    for (String side : List.of("producer", "consumer")) {
      access.client().forEach((k, v) -> s.put("schema.history.internal." + side + "." + k, v));
    }
  }

  private static void protect(Map<String, String> s, CaptureRequest request, boolean maria) {
    String said = request.log().get("tls.mode");
    if (said == null) {
      s.put("database.ssl.mode", request.log().getOrDefault("ssl.mode", sslMode(request, maria)));
      return;
    }
    s.put("database.ssl.mode", maria ? said : mysql(said));
    String store = request.log().get("tls.store");
    if (store != null) {
      s.put("database.ssl.truststore", store);
      s.put("database.ssl.truststore.password", fact(request, "tls.store.password"));
    }
  }

  /** The same words for the connector of MySQL. */
  private static String mysql(String mariaDb) {
    return switch (mariaDb) {
      case "disable" -> "disabled";
      case "trust" -> "required";
      default -> "verify_identity";
    };
  }

  /** Whether it is certain who answers; whoever is asked elsewhere may give a key of his own. */
  private static boolean known(CaptureRequest request) {
    return "verify-full".equals(request.log().get("tls.mode")) || TlsSpec.loopback(request.host());
  }

  /** Loopback is not worth encrypting; elsewhere the driver encrypts if the server offers it. */
  private static String sslMode(CaptureRequest request, boolean maria) {
    if (TlsSpec.loopback(request.host())) {
      return maria ? "disable" : "disabled";
    }
    return maria ? "trust" : "preferred";
  }

  private static String fact(CaptureRequest request, String name) {
    String value = request.log().get(name);
    if (value == null) {
      throw new IllegalArgumentException("the source's log names no " + name);
    }
    return value;
  }

  private static String databases(CaptureRequest request) {
    return request.tables().stream()
        .map(table -> quoted(table.id().schema()))
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static String tables(CaptureRequest request, List<TableId> more) {
    List<TableId> ids = new ArrayList<>(more);
    request.tables().stream().map(TableSchema::id).forEach(ids::add);
    return ids.stream()
        .sorted()
        .map(id -> quoted(id.schema()) + "\\." + quoted(id.name()))
        .collect(Collectors.joining(","));
  }

  /** Debezium reads names as regular expressions and splits them at commas. */
  private static String quoted(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || c == '_') {
                text.appendCodePoint(c);
              } else {
                text.append("\\x{").append(Integer.toHexString(c)).append('}');
              }
            });
    return text.toString();
  }
}
