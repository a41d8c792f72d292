package dev.crossfade.server.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.ShadowSpec.LogsSpec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of both stacks are read over rotations, each line once. */
class LogComparisonTest {
  @TempDir private Path folder;
  private @Nullable ShadowResult earlier;

  private void write(String file, String... lines) throws IOException {
    for (String line : lines) {
      Files.writeString(
          folder.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private ShadowResult read() {
    LogsSpec logs = new LogsSpec(List.of("old.log"), List.of("new*.log"), Severity.WARN);
    earlier =
        new LogComparison(logs, folder, folder.resolve("data"), Clock.systemUTC()).read(earlier);
    return earlier;
  }

  private Map<String, Long> fresh(ShadowResult result) {
    Map<String, Long> counts = new HashMap<>();
    for (Group group : result.groups()) {
      counts.merge(group.signature(), group.differing(), Long::sum);
    }
    return counts;
  }

  @Test
  void everyLineCountsOnceAlsoOverRotations() throws Exception {
    write("old.log", "ERROR same");
    write("new-1.log", "ERROR same");
    assertThat(read().outcome()).isEqualTo(Outcome.MATCH);

    write("new-1.log", "ERROR before");
    Files.move(folder.resolve("new-1.log"), folder.resolve("rotated"));
    write("new-1.log", "ERROR behind", "ERROR behind");
    write("new-2.log", "ERROR other");
    ShadowResult result = read();
    assertThat(result.outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(fresh(result))
        .containsOnly(
            Map.entry("ERROR same", 1L),
            Map.entry("ERROR before", 1L),
            Map.entry("ERROR behind", 2L),
            Map.entry("ERROR other", 1L));

    try (FileChannel channel =
        FileChannel.open(folder.resolve("new-1.log"), StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
    write("new-1.log", "ERROR anew");
    assertThat(fresh(read())).containsEntry("ERROR anew", 1L).containsEntry("ERROR behind", 2L);
    assertThat(fresh(read())).containsEntry("ERROR anew", 1L).containsEntry("ERROR before", 1L);
  }

  @Test
  void aLineThatIsBeingWrittenIsReadOnceItIsWhole() throws Exception {
    write("old.log", "INFO served");
    Files.writeString(folder.resolve("new.log"), "ERROR half");
    assertThat(fresh(read())).isEmpty();
    Files.writeString(folder.resolve("new.log"), " and half\r\n", StandardOpenOption.APPEND);
    assertThat(fresh(read())).containsOnly(Map.entry("ERROR half and half", 1L));
  }

  @Test
  void aMissingLogIsNotKnown() throws Exception {
    write("old.log", "INFO served");
    ShadowResult result = read();
    assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(result.why()).isEqualTo("there is no log of the new stack");
  }

  @Test
  void whatIsLongIsCutAndALargeFileIsReadInPieces() throws Exception {
    List<String> lines = new ArrayList<>();
    String filler = "x".repeat(200_000);
    for (int i = 0; i < 150; i++) {
      lines.add("ERROR n" + filler);
    }
    Path file = folder.resolve("large.log");
    Files.write(file, lines);
    List<String> read = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < 5; i++) {
      long next = LogTail.read(file, at, read::add);
      assertThat(next - at).isLessThanOrEqualTo(LogTail.MOST + (64L << 10));
      at = next;
    }
    assertThat(at).isEqualTo(Files.size(file));
    assertThat(read.size()).isGreaterThanOrEqualTo(150);
    assertThat(read).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(64 << 10));
  }
}
