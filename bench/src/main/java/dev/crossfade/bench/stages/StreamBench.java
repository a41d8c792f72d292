package dev.crossfade.bench.stages;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Changes of the demo's contacts from the source's commit to production, in one run: Debezium alone
 * into Kafka, the applier alone from that topic, the same set-based statements fed from a file by
 * psql, a backlog through everything at once, and the latency at a fixed rate.
 *
 * <p>Arguments: changes (default 200,000), rows of history of the demo company (default 300,000;
 * contacts are about a third), repetitions (default 2).
 */
public final class StreamBench {

  private StreamBench() {}

  public static void main(String[] arguments) throws Exception {
    long changes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 200_000;
    long rows = arguments.length > 1 ? Long.parseLong(arguments[1]) : 300_000;
    int repetitions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
    Path folder = Files.createTempDirectory("crossfade-bench");
    try (Stack stack = Stack.start(folder, rows);
        Migration migration = new Migration(folder, stack)) {
      new Stages(stack, migration, new Processes(folder), folder).run(changes, repetitions);
    } finally {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
