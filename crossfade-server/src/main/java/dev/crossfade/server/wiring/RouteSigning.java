package dev.crossfade.server.wiring;

import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.cutover.CutoverProblem;
import dev.crossfade.server.audit.KeyFile;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By what a process says which side takes writes.
 *
 * @param routes where the record is: in the store of the journal
 * @param signer of records
 */
public record RouteSigning(RouteStore routes, NoteSigner signer) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RouteSigning.class);

  /** What keys of route records are called. */
  static final String NAME = "crossfade.dev/route";

  /** The file of that key in a data folder. */
  private static final String FILE = "route.key";

  /**
   * For a run whose journal is in its target. The key is made if there is none; gateways have to
   * know it.
   *
   * @param key file of the key; null for the one in the data folder
   */
  public static RouteSigning ofRun(Connected connected, Path data, @Nullable Path key) {
    RouteStore routes = connected.openRoutes();
    return new RouteSigning(routes, signer(data, key));
  }

  /**
   * For a server, whose journals are in its own store.
   *
   * @param routes of that store
   * @param key file of the key; null for the one in the data folder
   */
  public static RouteSigning ofServer(RouteStore routes, Path data, @Nullable Path key) {
    return new RouteSigning(routes, signer(data, key));
  }

  /**
   * Where the key is.
   *
   * @param key file of the key; null for the one in the data folder
   */
  public static Path file(Path data, @Nullable Path key) {
    return key == null ? data.resolve(FILE) : key;
  }

  /**
   * Creates what the record needs. A key that did not sign the record in force is told in the log:
   * nobody would see that before clients are to be moved.
   *
   * @param group of the record
   */
  void prepare(String group) {
    routes.prepare();
    otherKey(group)
        .ifPresent(
            problem ->
                LOG.atWarn()
                    .addKeyValue("code", problem.code().text())
                    .log("{}; {}; {}", problem.what(), problem.why(), problem.fix()));
  }

  private Optional<Problem> otherKey(String group) {
    return routes
        .read(group)
        .filter(note -> !SignedNote.parse(note).signedBy(signer.key()))
        .map(note -> CutoverProblem.otherKey(group));
  }

  private static NoteSigner signer(Path data, @Nullable Path key) {
    return new KeyFile(file(data, key)).signer(NAME);
  }

  @Override
  public void close() {
    routes.close();
  }
}
