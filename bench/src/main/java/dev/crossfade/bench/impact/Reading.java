package dev.crossfade.bench.impact;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.CrossfadeCommand;
import dev.crossfade.bench.crossfade.Specification;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.impact.Pgbench.Window;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of Crossfade of which the time counts in which it reads history. */
final class Reading {

  private static final long STEP_MILLIS = 100;
  private static final long PATIENCE_MILLIS = 90_000;
  private static int migrations;

  private final Pair pair;
  private final Transport transport;
  private final Options options;
  private final Workplace workplace;

  Reading(Pair pair, Transport transport, Options options, Workplace workplace) {
    this.pair = pair;
    this.transport = transport;
    this.options = options;
    this.workplace = workplace;
  }

  /**
   * While history was read.
   *
   * @param window from the first chunk taken until the last one was there, or time was over
   * @param rows in staging by then
   */
  record Read(Window window, long rows) {
    double perSecond() {
      return rows / window.seconds();
    }
  }

  /** Reads history until it ends, or for so long, and removes all traces. */
  Read read(String name, List<String> settings, int mostSeconds) throws Exception {
    pair.target().recreate();
    Specification specification =
        new Specification(
                "impact" + ++migrations,
                List.of("identity/entities/contacts.yaml"),
                "postgresql",
                transport)
            .with(settings);
    CrossfadeCommand command =
        CrossfadeCommand.in(options.root(), workplace.path("specification"), specification)
            .between(pair.source(), pair.target());
    Process process = command.start();
    try {
      await(process);
      double from = now();
      while (now() - from < mostSeconds && process.isAlive() && open() > 0) {
        Thread.sleep(STEP_MILLIS);
      }
      Window window = new Window(from, now());
      return new Read(window, rows());
    } finally {
      end(process);
      command.keepLog(options.results().resolve("impact-" + name + ".log"));
      transport.forget("cf.");
      pair.dropSlots();
    }
  }

  private void await(Process process) throws Exception {
    for (long waited = 0; waited < PATIENCE_MILLIS; waited += STEP_MILLIS) {
      if (!process.isAlive()) {
        throw new IOException("crossfade ended before it read anything");
      }
      if (begun()) {
        return;
      }
      Thread.sleep(STEP_MILLIS);
    }
    throw new IOException("crossfade read nothing for " + PATIENCE_MILLIS + " ms");
  }

  private boolean begun() throws SQLException {
    boolean there =
        pair.target().value("SELECT to_regclass('crossfade.chunk') IS NOT NULL").equals("t");
    return there
        && pair.target()
            .value("SELECT count(*) > 0 FROM crossfade.chunk WHERE worker IS NOT NULL")
            .equals("t");
  }

  /** Chunks left, the part that is not cut yet being one. */
  private long open() throws SQLException {
    return Long.parseLong(
        pair.target()
            .value(
                "SELECT count(*) FILTER (WHERE state = 'OPEN')"
                    + " + CASE WHEN bool_or(to_key IS NULL) THEN 0 ELSE 1 END"
                    + " FROM crossfade.chunk"));
  }

  private long rows() throws SQLException {
    return Long.parseLong(
        pair.target().value("SELECT coalesce(sum(row_count), 0) FROM crossfade.chunk"));
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
