package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.SourceProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges whether a binary log can be continued. */
final class MysqlGaps {

  private static final Comparator<BinlogPosition> ORDER =
      Comparator.comparingLong(BinlogPosition::file).thenComparingLong(BinlogPosition::offset);

  private final String label;
  private final Binlogs binlogs;

  MysqlGaps(String label, Binlogs binlogs) {
    this.label = label;
    this.binlogs = binlogs;
  }

  /** Positions are spelled as in {@link Binlogs#end}. */
  List<Problem> problems(String seen, String now, @Nullable String captured) {
    List<Problem> problems = new ArrayList<>();
    if (back(seen, now)) {
      problems.add(gap("it ends at " + now + ", before " + seen + " where it ended earlier"));
    }
    if (captured == null) {
      return problems;
    }
    if (captured.isEmpty()) {
      problems.add(gap("capture has lost the position where it ended"));
    } else if (!binlogs.files().contains(position(captured).file())) {
      problems.add(gap("the server has removed the file of " + captured + ", where capture ended"));
    } else if (back(captured, binlogs.end())) {
      problems.add(gap("it ends before " + captured + ", where capture ended"));
    }
    return problems;
  }

  /** Whether a log that ends here has not the other position in it. */
  private static boolean back(String other, String end) {
    if (ORDER.compare(position(end), position(other)) < 0) {
      return true;
    }
    Map<String, Long> now = gtids(end);
    return gtids(other).entrySet().stream()
        .anyMatch(gtid -> now.getOrDefault(gtid.getKey(), 0L) < gtid.getValue());
  }

  private static BinlogPosition position(String text) {
    return BinlogPosition.parse(text.split(" ", 2)[0]);
  }

  /** The highest sequence number of each domain. */
  private static Map<String, Long> gtids(String text) {
    Map<String, Long> numbers = new HashMap<>();
    String[] parts = text.split(" ", 2);
    for (String gtid : parts.length < 2 ? new String[0] : parts[1].split(",", -1)) {
      String[] numbered = gtid.strip().split("-", -1);
      if (numbered.length == 3) {
        numbers.merge(numbered[0], Long.parseLong(numbered[2]), Math::max);
      }
    }
    return numbers;
  }

  private Problem gap(String why) {
    return Problem.of(
        SourceProblem.LOG_GAP,
        "The binary log of source " + label + " has a gap",
        why,
        "changes since then cannot be read from the log: reload the affected entities in a"
            + " migration of another name; keep binary logs for as long as a run may be stopped");
  }
}
