package dev.crossfade.server.shadow;

import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.shadow.LogBook;
import dev.crossfade.core.shadow.LogSignature;
import dev.crossfade.core.shadow.Pace;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import dev.crossfade.core.spec.ShadowSpec.LogsSpec;
import dev.crossfade.core.traffic.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the logs of both stacks say. Where each file was left is remembered beside the data
 * folder's other things, so that the next run goes on from there.
 */
public final class LogComparison {

  private static final Logger LOG = LoggerFactory.getLogger(LogComparison.class);

  /** What a log said counts for so long. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final LogsSpec spec;
  private final Path folder;
  private final Path memory;
  private final Clock clock;

  /**
   * @param folder of the specification, to which the names of files are relative
   * @param data folder in which positions are remembered
   */
  public LogComparison(LogsSpec spec, Path folder, Path data, Clock clock) {
    this.spec = spec;
    this.folder = folder;
    this.memory = data.resolve("shadow-logs");
    this.clock = clock;
  }

  /**
   * Reads what is new.
   *
   * @param earlier what was found before
   */
  public ShadowResult read(@Nullable ShadowResult earlier) {
    Instant begun = clock.instant();
    LogBook book = new LogBook(window(begun));
    if (earlier != null) {
      book.add(earlier.groups(), window(begun.minus(REMEMBERED)));
    }
    LogFiles files = LogFiles.from(remembered());
    int legacy = files.read(folder, spec.legacy(), line -> book.add(Side.LEGACY, line));
    int fresh = files.read(folder, spec.fresh(), line -> book.add(Side.NEW, line));
    remember(files.positions());
    List<Group> groups = book.groups();
    return new ShadowResult(
        ShadowResult.LOGS,
        outcome(legacy, fresh, groups),
        groups,
        Pace.NONE,
        book.lines(Side.NEW) + book.lines(Side.LEGACY),
        0,
        why(legacy, fresh, book, groups),
        List.of(),
        begun,
        Duration.between(begun, clock.instant()));
  }

  private static String window(Instant instant) {
    return LogSignature.window(instant.toString());
  }

  private static Outcome outcome(int legacy, int fresh, List<Group> groups) {
    if (groups.stream().anyMatch(Group::real)) {
      return Outcome.DIFFERENT;
    }
    return legacy < 1 || fresh < 1 ? Outcome.UNKNOWN : Outcome.MATCH;
  }

  private static String why(int legacy, int fresh, LogBook book, List<Group> groups) {
    for (Side side : Side.values()) {
      int files = side == Side.LEGACY ? legacy : fresh;
      if (files < 1) {
        return (files < 0 ? "a log cannot be read" : "there is no log")
            + " of the "
            + side.word()
            + " stack";
      }
    }
    long real = groups.stream().filter(Group::real).map(Group::signature).distinct().count();
    return "%d kinds of errors only or far more often on the new stack (%d lines against %d)"
        .formatted(real, book.lines(Side.NEW), book.lines(Side.LEGACY));
  }

  private Map<String, Long> remembered() {
    Map<String, Long> positions = new TreeMap<>();
    try {
      if (Files.exists(memory)) {
        for (String line : Files.readAllLines(memory)) {
          int blank = line.indexOf(' ');
          positions.put(line.substring(blank + 1), Long.parseLong(line.substring(0, blank)));
        }
      }
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      LOG.atWarn().addKeyValue("file", memory).log("positions in logs were lost");
      return Map.of();
    }
    return positions;
  }

  private void remember(Map<String, Long> positions) {
    List<String> lines = new ArrayList<>();
    positions.forEach((key, position) -> lines.add(position + " " + key));
    Path next = memory.resolveSibling("shadow-logs.next");
    try {
      Files.createDirectories(memory.toAbsolutePath().getParent());
      Files.write(next, lines);
      Files.move(next, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("file", memory).log("positions in logs cannot be remembered");
    }
  }
}
