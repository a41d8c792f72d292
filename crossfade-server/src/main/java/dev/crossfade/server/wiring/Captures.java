package dev.crossfade.server.wiring;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.engine.capture.CaptureRequests;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.kafka.KafkaChangeCapture;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeCapture;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.RolledBack;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.ProgressStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Change capture of all sources of a migration. */
final class Captures implements AutoCloseable {
  private static final String MARKER = "capture.unavailable";

  private final Map<String, ChangeCapture> captures = new HashMap<>();
  private final Connected connected;

  Captures(Connected connected, KafkaAccess access) {
    this.connected = connected;
    for (String source : connected.sources().keySet()) {
      captures.put(
          source,
          new KafkaChangeCapture(
              access, connected.spec().name(), source, rolledBack(connected, source)));
    }
  }

  /** What the log of a source says of transactions that were rolled back. */
  static RolledBack rolledBack(Connected connected, String source) {
    SourceDatabase database = connected.sources().get(source);
    return database == null ? RolledBack.NONE : database.log().rolledBack();
  }

  Map<String, ChangeCapture> all() {
    return captures;
  }

  /**
   * What to capture, asked for at each start of a run once the target is prepared: the version of
   * the mappings is recorded then. The marker of absent values is drawn once and then remembered.
   */
  CaptureRequests requests() {
    return this::request;
  }

  private CaptureRequest request(String source, LogIdentity log, List<TableSchema> tables) {
    connected.rememberVersion();
    if (connected.sources().containsKey(source)) {
      // the target is captured, too, but its tables are ours
      connected.rememberTables(source, tables);
    }
    return request(connected, source, log.facts(), tables);
  }

  /** What is captured of a source, as far as it says how to read the topic. */
  static CaptureRequest request(
      Connected connected, String source, Map<String, String> log, List<TableSchema> tables) {
    SourceSettings login = connected.login(source);
    return new CaptureRequest(
        connected.spec().name(),
        source,
        login.engine().text(),
        login.host(),
        login.port(),
        login.database(),
        login.user(),
        login.password(),
        tables,
        protectedAs(source, login, log),
        marker(connected.target().progress()),
        login.zeroDates() == ZeroDates.EPOCH ? "epoch" : "null");
  }

  /** How the connector is to protect its connection, in the words of its kind. */
  private static Map<String, String> protectedAs(
      String source, SourceSettings login, Map<String, String> log) {
    Map<String, String> facts = new HashMap<>(log);
    String root = login.tls().root();
    if (!login.engine().mysqlFamily()) {
      login.tls().postgres().forEach((name, value) -> facts.put("tls." + name, value));
    } else if (login.tls().mode() != null) {
      facts.put("tls.mode", login.tls().mariaDb().getOrDefault("sslMode", ""));
      if (root != null) {
        facts.put("tls.store", Trust.storeFile(root, "source " + source).toString());
        facts.put("tls.store.password", Trust.STORE_PASSWORD);
      }
    }
    return facts;
  }

  private static String marker(ProgressStore progress) {
    return progress
        .fact(MARKER)
        .orElseGet(
            () -> {
              String drawn = "unavailable-" + UUID.randomUUID();
              progress.remember(MARKER, drawn);
              return drawn;
            });
  }

  @Override
  public void close() {
    captures.values().forEach(ChangeCapture::close);
  }
}
