package dev.crossfade.spi.source;

import dev.crossfade.core.schema.TableSchema;
import java.util.List;
import java.util.Map;

/**
 * What to capture.
 *
 * @param migration name of the migration
 * @param source name of the source
 * @param engine {@code postgresql}, {@code mariadb} or {@code mysql}
 * @param host database host as the capture component reaches it
 * @param port database port
 * @param database database to connect to
 * @param user log-reading user
 * @param password its password; never logged
 * @param tables the tables whose rows are captured; drives decoding
 * @param log names chosen by {@link SourceLog#prepare} (slot, publication), as facts
 * @param unavailableMarker random text that stands for unchanged values in the log
 * @param zeroDates {@code null} or {@code epoch}: what a zero date in a NOT NULL column means
 */
public record CaptureRequest(
    String migration,
    String source,
    String engine,
    String host,
    int port,
    String database,
    String user,
    String password,
    List<TableSchema> tables,
    Map<String, String> log,
    String unavailableMarker,
    String zeroDates) {

  public CaptureRequest {
    tables = List.copyOf(tables);
    log = Map.copyOf(log);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "CaptureRequest[" + migration + "/" + source + " " + engine + " " + tables.size() + "]";
  }
}
