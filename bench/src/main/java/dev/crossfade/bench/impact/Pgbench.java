package dev.crossfade.bench.impact;

import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.servers.Postgres;
import dev.crossfade.bench.servers.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The source's own workload: pgbench at a fixed rate. A transaction's latency counts from the
 * moment at which it was due, so waiting for a turn counts as well.
 */
final class Pgbench implements AutoCloseable {

  private static final int CLIENTS = 4;

  private final Process process;
  private final Path logs;

  private Pgbench(Process process, Path logs) {
    this.process = process;
    this.logs = logs;
  }

  /** A stretch of time, in seconds since 1970. */
  record Window(double from, double to) {
    double seconds() {
      return to - from;
    }
  }

  /** Makes its tables anew. */
  static void prepare(Pair pair, Postgres bank) throws Exception {
    bank.recreate();
    pair.shell().run(Map.of(), Shell.find("pgbench"), "-i", "-q", "-s", "10", bank.uri());
    bank.execute("CHECKPOINT");
  }

  /** Transactions per second when nothing holds it back. */
  static double most(Pair pair, Postgres bank, Path logs, int seconds) throws Exception {
    Pgbench free = start(pair, bank, logs, List.of("-T", String.valueOf(seconds)));
    free.process.waitFor();
    return (double) free.latencies(List.of(new Window(0, Double.MAX_VALUE))).size() / seconds;
  }

  /** Starts it at a rate; it ends when it is closed. */
  static Pgbench at(int perSecond, Pair pair, Postgres bank, Path logs) throws Exception {
    return start(pair, bank, logs, List.of("-R", String.valueOf(perSecond), "-T", "3600"));
  }

  private static Pgbench start(Pair pair, Postgres bank, Path logs, List<String> more)
      throws IOException {
    Files.createDirectories(logs);
    List<String> command =
        new ArrayList<>(
            List.of(
                Shell.find("pgbench"),
                "-n",
                "-c",
                String.valueOf(CLIENTS),
                "-j",
                "1",
                "-l",
                "--log-prefix=" + logs.resolve("log")));
    command.addAll(more);
    command.add(bank.uri());
    return new Pgbench(pair.shell().start(Map.of(), command), logs);
  }

  /** Milliseconds of the transactions that ended within one of these; to be called at the end. */
  List<Double> latencies(List<Window> windows) throws IOException {
    List<Double> milliseconds = new ArrayList<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          String[] words = line.split(" ");
          if (words.length > 5 && within(windows, words)) {
            milliseconds.add(Double.parseDouble(words[2]) / 1000);
          }
        }
      }
    }
    return milliseconds;
  }

  /** The fifth and sixth word of a line of the log are its time. */
  private static boolean within(List<Window> windows, String[] words) {
    double at = Double.parseDouble(words[4]) + Double.parseDouble(words[5]) / 1e6;
    return windows.stream().anyMatch(window -> at >= window.from() && at <= window.to());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
