package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.oracle.journal.Entry;
import dev.crossfade.oracle.journal.JournalTail;
import dev.crossfade.oracle.journal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A demonstration that is told to stop ends in order and quietly, whatever it is doing. */
@Tag("long")
class StoppedDemoTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final long SOME_WRITES = 20_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"INT,Production follows the sources", "TERM,The company works"})
  void endsQuietlyAndLeavesAWholeJournal(String signal, String moment) throws Exception {
    Crossfade demo =
        Crossfade.start(
            folder.resolve("output.txt"),
            Map.of(),
            "demo",
            "--rows=2000",
            "--data=" + folder.resolve("data"));
    try {
      await(moment)
          .atMost(PATIENCE)
          .failFast(() -> assertThat(demo.alive()).as(demo.output()).isTrue())
          .until(() -> demo.output().contains(moment) && journalled() > SOME_WRITES);

      int exit = demo.signal(signal);

      assertThat(exit).as(demo.output()).isEqualTo(130);
      assertThat(demo.output()).doesNotContain("Exception", "\tat ", "error[");
      journalTellsEveryEnd();
      servicesAreGone();
    } finally {
      demo.kill();
    }
  }

  /** Nobody says goodbye: databases and Kafka live on, and are found again. */
  @Test
  void goesOnAfterKillMinusNine() throws Exception {
    String live = "Production follows the sources";
    String[] command = {"demo", "--rows=2000", "--data=" + folder.resolve("data")};
    Crossfade first = Crossfade.start(folder.resolve("first.txt"), Map.of(), command);
    says(first, live);
    first.kill();

    Crossfade second = Crossfade.start(folder.resolve("second.txt"), Map.of(), command);
    try {
      says(second, live);
      assertThat(second.output())
          .contains("its migration goes on")
          .contains("Verdict: EQUAL")
          .doesNotContain("rows of history copied");
      Map<String, String> environment = environment();
      Crossfade.Result shown =
          Crossfade.now(environment, "migration", "show", "unify", "-o", "json").ok();
      assertThat(shown.json().at("/progress/seenBy").asText()).isEqualTo("OWNER");
      assertThat(shown.json().at("/owner/epoch").asLong()).isGreaterThan(1);
      assertThat(second.signal("INT")).as(second.output()).isEqualTo(130);
      servicesAreGone();
    } finally {
      second.kill();
    }
  }

  private static void says(Crossfade demo, String moment) {
    await(moment)
        .atMost(PATIENCE)
        .failFast(() -> assertThat(demo.alive()).as(demo.output()).isTrue())
        .until(() -> demo.output().contains(moment));
  }

  /** As a shell has it that has read the file. */
  private Map<String, String> environment() throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("data/environment.sh"))) {
      String[] parts = line.replaceFirst("^export ", "").split("=", 2);
      environment.put(parts[0], parts[1].substring(1, parts[1].length() - 1));
    }
    return environment;
  }

  private long journalled() throws IOException {
    Path journal = folder.resolve("data/journal");
    return Files.exists(journal) ? Files.size(journal) : 0;
  }

  private void journalTellsEveryEnd() throws IOException {
    Path journal = folder.resolve("data/journal");
    assertThat(Files.readString(journal)).endsWith("\n");
    Set<String> open = new HashSet<>();
    long ended = 0;
    for (Entry entry : JournalTail.read(journal)) {
      String id = entry.source() + "/" + entry.writer() + "/" + entry.epoch() + "/" + entry.seq();
      if (entry.outcome() == Outcome.INVOKE) {
        assertThat(open.add(id)).as(id).isTrue();
      } else {
        assertThat(open.remove(id)).as(id).isTrue();
        ended++;
      }
    }
    assertThat(open).isEmpty();
    assertThat(ended).isPositive();
  }

  private void servicesAreGone() throws IOException {
    assertThat(below(folder)).isEmpty();
  }

  /** Command lines of processes that were started for this folder. */
  private static List<String> below(Path folder) throws IOException {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(p -> p.isAlive() && p.pid() != ProcessHandle.current().pid())
          .map(p -> p.info().commandLine().orElse(""))
          .filter(line -> line.contains(folder.toString()))
          .toList();
    }
  }
}
