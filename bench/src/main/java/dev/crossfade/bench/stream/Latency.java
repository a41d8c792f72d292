package dev.crossfade.bench.stream;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.meter.Percentiles;
import dev.crossfade.bench.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From a commit in the source to visible in the target, at 1,000 changes a second. */
public final class Latency {

  private Latency() {}

  /** Distribution for Crossfade and for logical replication. */
  public static Section measure(Options options, Workplace workplace) throws Exception {
    Pair pair = Pair.start(options.scaled(0.05), workplace, List.of(Table.CONTACTS));
    Transport transport = Transport.start(workplace);
    List<Follower> followers =
        List.of(
            new CrossfadeFollower(pair, transport, options.scaled(0.05), workplace),
            new NativeFollower(pair));
    List<Section.Curve> curves = new ArrayList<>();
    for (Follower follower : followers) {
      if (options.wants(follower.name())) {
        curves.add(curve(follower, pair, Math.max(10, (int) (30 * options.scale()))));
      }
    }
    return new Section(
        "latency",
        "Latency of changes",
        "changes",
        "",
        "Single-row updates' worth of load: 100 transactions a second of ten inserted rows each;"
            + " from the moment COMMIT returned in the source until another session sees the row"
            + " in the target, which is asked every half millisecond. The first"
            + " five seconds are left out.",
        Map.of(),
        List.of(),
        curves);
  }

  private static Section.Curve curve(Follower follower, Pair pair, int seconds) throws Exception {
    Table.CONTACTS.create(pair.source());
    Table.CONTACTS.fill(pair.source(), 1, pair.rows(Table.CONTACTS));
    try {
      follower.begin();
      SteadyWriter writer =
          new SteadyWriter(pair, follower.table(), follower.key(), SteadyWriter.CLOSELY);
      List<Double> milliseconds = writer.run(seconds);
      follower.check();
      System.out.println("  " + follower.name() + ": " + Percentiles.of(milliseconds));
      return new Section.Curve(
          follower.name(), "percentile", "milliseconds", Percentiles.of(milliseconds));
    } finally {
      follower.end();
    }
  }
}
