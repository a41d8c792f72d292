package dev.crossfade.bench.workers;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Subject;
import dev.crossfade.bench.Turns;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.CrossfadeCommand;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.history.CrossfadeHistory;
import dev.crossfade.bench.report.Line;
import dev.crossfade.bench.report.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One, two and four workers, for history and for verification. */
public final class Workers {

  private static final int[] NUMBERS = {1, 2, 4};

  private static final String METHOD =
      "Contacts through the mapping of 12 columns, copied and then compared, with"
          + " `settings.workers` of 1, 2 and 4. Source, target, Kafka and Crossfade share two cores,"
          + " so what one worker leaves of them is all that more can use.";

  private Workers() {}

  /** Contacts through a mapping, copied and then compared. */
  public static Section measure(Options options, Workplace workplace) throws Exception {
    Pair pair = Pair.start(options, workplace, List.of(Table.CONTACTS));
    Transport transport = Transport.start(workplace);
    Map<String, Long> groups = new HashMap<>(pair.servers());
    groups.put("kafka", transport.pid());
    List<Subject> copying = new ArrayList<>();
    List<Subject> comparing = new ArrayList<>();
    for (int number : NUMBERS) {
      String suffix = ", workers: " + number;
      List<String> settings = List.of("workers: " + number);
      copying.add(
          new CrossfadeHistory(pair, transport, options, workplace, "mapped", suffix, settings));
      comparing.add(new Comparing(pair, transport, options, workplace, number));
    }
    Turns turns = new Turns(options, groups);
    List<Line> lines = new ArrayList<>(relative(turns.take(copying)));
    publish(pair, Comparing.command(pair, transport, options, workplace, 2));
    lines.addAll(relative(turns.take(comparing)));
    return new Section("workers", "Workers", "rows", "", METHOD, Map.of(), lines, List.of());
  }

  private static void publish(Pair pair, CrossfadeCommand command) throws Exception {
    pair.target().recreate();
    command.run("published");
    pair.target().execute("VACUUM (ANALYZE) marketing.contact", "CHECKPOINT");
  }

  /** Says with each line how it stands to that of one worker. */
  private static List<Line> relative(List<Line> lines) {
    List<Line> said = new ArrayList<>();
    for (Line line : lines) {
      String alone = line.subject().replaceFirst("workers: [0-9]+", "workers: 1");
      said.add(
          lines.stream()
              .filter(other -> other.subject().equals(alone) && other.measured())
              .filter(other -> line.measured())
              .findFirst()
              .map(one -> line.named(line.subject() + times(line, one)))
              .orElse(line));
    }
    return said;
  }

  private static String times(Line line, Line one) {
    return String.format(
        Locale.ROOT, "; %.2f times one worker", line.perSecond() / one.perSecond());
  }
}
