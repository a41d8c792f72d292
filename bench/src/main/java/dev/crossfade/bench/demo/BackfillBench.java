package dev.crossfade.bench.demo;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.demo.DemoCompany;
import dev.crossfade.embedded.demo.DemoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * History of the demo's contacts, PostgreSQL to PostgreSQL on one machine with fsync on: Crossfade
 * (mapping, staging, row metadata, quarantine, chunk marks) beside raw pipes of binary COPY over
 * the same rows, in turn in the same run. Prints every repetition, medians and the ratio.
 *
 * <p>Arguments: rows of history of the demo company (contacts are about a third; default 1,500,000)
 * and repetitions (default 3).
 */
public final class BackfillBench {

  private static final Map<String, String> SETTINGS =
      Map.of("shared_buffers", "512MB", "max_wal_size", "4GB", "maintenance_work_mem", "256MB");

  private BackfillBench() {}

  public static void main(String[] arguments) throws Exception {
    long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_500_000;
    int repetitions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Path folder = Files.createTempDirectory("crossfade-bench");
    try {
      run(folder, rows, repetitions);
    } finally {
      delete(folder);
    }
  }

  private static void run(Path folder, long rows, int repetitions) throws Exception {
    try (EmbeddedService<DatabaseEndpoint> crm = postgres(folder, "crm");
        EmbeddedService<DatabaseEndpoint> unified = postgres(folder, "unified")) {
      try (EmbeddedService<DatabaseEndpoint> ads =
          EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads"))) {
        System.out.printf("generating %,d rows of history%n", rows);
        new DemoCompany(42, rows).moveIn(demo(crm.endpoint()), demo(ads.endpoint()), more -> {});
      }
      measure(folder, crm.endpoint(), unified.endpoint(), repetitions);
    }
  }

  private static void measure(
      Path folder, DatabaseEndpoint crm, DatabaseEndpoint unified, int repetitions)
      throws Exception {
    RawCopy raw = new RawCopy(crm, unified);
    List<Run> one = new ArrayList<>();
    List<Run> two = new ArrayList<>();
    List<Run> ours = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      one.add(show("raw binary COPY, 1 pipe ", raw.copy(1)));
      two.add(show("raw binary COPY, 2 pipes", raw.copy(2)));
      ours.add(
          show(
              "crossfade, 2 workers    ",
              new ContactsBackfill(folder.resolve("specification"), crm, unified).run()));
    }
    double limit = Math.max(Run.median(one), Run.median(two));
    System.out.printf("%nmedians of %d, rows/s:%n", repetitions);
    System.out.printf("  raw binary COPY, 1 pipe   %,10.0f%n", Run.median(one));
    System.out.printf("  raw binary COPY, 2 pipes  %,10.0f%n", Run.median(two));
    System.out.printf("  crossfade, 2 workers      %,10.0f%n", Run.median(ours));
    System.out.printf("  ratio to the better pipe  %10.2f%n", Run.median(ours) / limit);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Run show(String what, Run run) {
    System.out.printf(
        "%s  %,9d rows  %6.2f s  %,9.0f rows/s  %5.2f us of CPU per row here%n",
        what, run.rows(), run.seconds(), run.rowsPerSecond(), run.cpuSeconds() * 1e6 / run.rows());
    return run;
  }

  private static EmbeddedService<DatabaseEndpoint> postgres(Path folder, String name) {
    DatabaseOptions options = DatabaseOptions.database(name);
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      options = options.setting(setting.getKey(), setting.getValue());
    }
    return EmbeddedPostgres.start(folder.resolve(name), options);
  }

  private static DemoDatabase demo(DatabaseEndpoint endpoint) {
    return new DemoDatabase(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }
}
