package dev.crossfade.bench.history;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Subject;
import dev.crossfade.bench.Turns;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.report.Line;
import dev.crossfade.bench.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the cost of history grows in proportion to its size. */
public final class Linear {

  private static final int[] MILLIONS = {1, 2, 5, 10, 20, 50};

  private Linear() {}

  /** Small rows, from one to fifty million at scale 1, one repetition of each size. */
  public static Section measure(Options options, Workplace workplace) throws Exception {
    Pair all = Pair.start(options.scaled(0.0002), workplace, List.of(Table.AD_EVENTS));
    Transport transport = Transport.start(workplace);
    Map<String, List<List<Double>>> points = new TreeMap<>();
    long there = all.rows(Table.AD_EVENTS);
    for (int millions : MILLIONS) {
      double scale = millions * options.scale() / 5;
      Pair pair = new Pair(all.source(), all.target(), all.tables(), scale, all.shell());
      Table.AD_EVENTS.fill(pair.source(), there + 1, pair.rows(Table.AD_EVENTS));
      there = pair.rows(Table.AD_EVENTS);
      pair.source().execute("VACUUM (ANALYZE) ad_events", "CHECKPOINT");
      List<Subject> subjects =
          List.of(
              new JavaPipe(pair, 1),
              new CrossfadeHistory(pair, transport, options, workplace, "events"));
      Turns turns = new Turns(options.once(), History.groups(pair, transport));
      for (Line line : turns.take(subjects)) {
        if (line.measured() && !line.subject().endsWith("whole command")) {
          points
              .computeIfAbsent(line.subject(), any -> new ArrayList<>())
              .add(List.of(there / 1e6, line.seconds().get(0)));
        }
      }
    }
    List<Section.Curve> curves = new ArrayList<>();
    points.forEach(
        (name, line) -> curves.add(new Section.Curve(name, "million rows", "seconds", line)));
    return new Section(
        "linear",
        "History, by size",
        "rows",
        "",
        "Small rows (ad_events, about 85 bytes), one repetition of each size.",
        Map.of(),
        List.of(),
        curves);
  }
}
