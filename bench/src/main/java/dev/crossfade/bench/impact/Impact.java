package dev.crossfade.bench.impact;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.CrossfadeCommand;
import dev.crossfade.bench.crossfade.Specification;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.meter.Percentiles;
import dev.crossfade.bench.report.Section;
import dev.crossfade.bench.servers.Postgres;
import dev.crossfade.bench.servers.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Latency of pgbench in the source, alone and beside a backfill. */
public final class Impact {

  private static final int TRANSACTIONS_PER_SECOND = 200;

  private Impact() {}

  /** Two distributions. */
  public static Section measure(Options options, Workplace workplace) throws Exception {
    if (!Shell.has("pgbench")) {
      throw new IllegalStateException("pgbench is not installed: apt-get install postgresql-15");
    }
    Pair pair = Pair.start(options, workplace, List.of(Table.CONTACTS));
    Transport transport = Transport.start(workplace);
    Postgres bank = pair.source().database("bank");
    bank.recreate();
    pair.shell().run(Map.of(), Shell.find("pgbench"), "-i", "-q", "-s", "10", bank.uri());
    List<Section.Curve> curves = new ArrayList<>();
    int seconds = Math.max(5, (int) (20 * options.scale()));
    curves.add(curve("pgbench alone", pgbench(pair, bank, workplace.path("alone"), seconds)));
    curves.add(beside(options, workplace, pair, transport, bank));
    return new Section(
        "impact",
        "Impact on the source",
        "transactions",
        "",
        "pgbench (TPC-B, scale 10, four clients, 200 transactions a second) in the source's server,"
            + " alone and while Crossfade copies the contacts with its default settings. Source,"
            + " target, Kafka and Crossfade share the machine, so this is the worst case.",
        Map.of(),
        List.of(),
        curves);
  }

  private static Section.Curve beside(
      Options options, Workplace workplace, Pair pair, Transport transport, Postgres bank)
      throws Exception {
    pair.target().recreate();
    CrossfadeCommand command =
        CrossfadeCommand.in(
                options.root(),
                workplace.path("specification"),
                new Specification(
                    "impact", List.of("identity/entities/contacts.yaml"), "postgresql", transport))
            .between(pair.source(), pair.target());
    Path logs = workplace.path("beside");
    Process load = start(pair, bank, logs, 600);
    try {
      command.run("published");
    } finally {
      load.destroy();
      load.waitFor();
    }
    return curve("pgbench beside a backfill", latencies(logs));
  }

  private static Section.Curve curve(String name, List<Double> milliseconds) {
    System.out.println("  " + name + ": " + Percentiles.of(milliseconds));
    return new Section.Curve(name, "percentile", "milliseconds", Percentiles.of(milliseconds));
  }

  private static List<Double> pgbench(Pair pair, Postgres bank, Path logs, int seconds)
      throws Exception {
    start(pair, bank, logs, seconds).waitFor();
    return latencies(logs);
  }

  private static Process start(Pair pair, Postgres bank, Path logs, int seconds) throws Exception {
    Files.createDirectories(logs);
    return pair.shell()
        .start(
            Map.of(),
            List.of(
                Shell.find("pgbench"),
                "-n",
                "-c",
                "4",
                "-j",
                "1",
                "-R",
                String.valueOf(TRANSACTIONS_PER_SECOND),
                "-T",
                String.valueOf(seconds),
                "-l",
                "--log-prefix=" + logs.resolve("log"),
                bank.uri()));
  }

  /** The third word of every line of pgbench's log, in microseconds. */
  private static List<Double> latencies(Path logs) throws Exception {
    List<Double> milliseconds = new ArrayList<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          String[] words = line.split(" ");
          if (words.length > 2) {
            milliseconds.add(Double.parseDouble(words[2]) / 1000);
          }
        }
      }
    }
    return milliseconds;
  }
}
