package dev.crossfade.oracle.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Replicator;
import dev.crossfade.oracle.Servers;
import dev.crossfade.oracle.Trial;
import dev.crossfade.oracle.check.Judgement;
import dev.crossfade.oracle.check.Oracles;
import dev.crossfade.oracle.journal.Entry;
import dev.crossfade.oracle.journal.JournalTail;
import dev.crossfade.oracle.journal.Outcome;
import dev.crossfade.oracle.reader.ProductionReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live load in a process of its own, killed and started again on the same journal. */
class WriterProcessTest {

  @TempDir Path folder;

  @Test
  void goesOnAfterBeingKilled() throws Exception {
    try (Servers servers = Servers.start(folder, 5_000)) {
      Path journal = folder.resolve("journal");
      Trial trial = new Trial(servers.crm(), servers.ads(), servers.production(), journal);
      Replicator replicator = new Replicator(trial);
      replicator.publish();
      replicator.start();
      ProductionReader reader = ProductionReader.start(trial.production(), journal);

      Process first = start(trial, journal);
      await(journal, 1);
      first.destroyForcibly().waitFor();
      Process second = start(trial, journal);
      await(journal, 2);
      second.destroy();
      assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
      replicator.close();
      replicator.copyAll();
      reader.close();

      Judgement judgement = Oracles.judge(trial, reader.report());
      assertThat(judgement.red()).isEmpty();
      assertThat(judgement.writes().lost()).isZero();
      List<Entry> entries = JournalTail.read(journal);
      assertThat(openAtTheEnd(entries, 2)).isEmpty();
      assertThat(entries.stream().map(Entry::operation).distinct()).hasSizeGreaterThan(20);
    }
  }

  /** Operations of an epoch that have no outcome: none after an orderly stop. */
  private static Set<String> openAtTheEnd(List<Entry> entries, int epoch) {
    Set<String> ended =
        entries.stream()
            .filter(entry -> entry.outcome() != Outcome.INVOKE)
            .map(Entry::uid)
            .collect(Collectors.toSet());
    return entries.stream()
        .filter(entry -> entry.epoch() == epoch && !ended.contains(entry.uid()))
        .map(Entry::uid)
        .collect(Collectors.toSet());
  }

  private static void await(Path journal, int epoch) throws Exception {
    long end = System.nanoTime() + 30_000_000_000L;
    long acknowledged = 0;
    while (acknowledged < 300 && System.nanoTime() < end) {
      Thread.sleep(100);
      acknowledged =
          !Files.exists(journal)
              ? 0
              : JournalTail.read(journal).stream()
                  .filter(entry -> entry.epoch() == epoch && entry.outcome() == Outcome.OK)
                  .count();
    }
    assertThat(acknowledged).isGreaterThanOrEqualTo(300);
  }

  private Process start(Trial trial, Path journal) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            LiveWriterMain.class.getName(),
            journal.toString(),
            "200",
            "0");
    environment(builder, "CRM", trial.crm());
    environment(builder, "ADS", trial.ads());
    File output = folder.resolve("writer.log").toFile();
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
        .start();
  }

  private static void environment(ProcessBuilder builder, String prefix, Database database) {
    builder.environment().put(prefix + "_URL", database.url());
    builder.environment().put(prefix + "_USER", database.user());
    builder.environment().put(prefix + "_PASSWORD", database.password());
  }
}
