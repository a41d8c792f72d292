package dev.crossfade.bench.impact;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.impact.Pgbench.Window;
import dev.crossfade.bench.meter.Percentiles;
import dev.crossfade.bench.report.Section;
import dev.crossfade.bench.servers.Postgres;
import dev.crossfade.bench.servers.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Latency of pgbench in the source: alone, and beside a backfill without and with throttle. */
public final class Impact {

  /** Part of what pgbench can do alone at which it runs. */
  private static final double LOAD = 1 / 3.0;

  private static final int LONGEST = 60;
  private static final int SHORTEST = 10;
  private static final double SETTLE = 2;

  private static final String ALONE = "pgbench alone";
  private static final String FREE = "beside a backfill";
  private static final String THROTTLED = "beside a backfill with latencyGrowth: 20";

  private final Options options;
  private final Workplace workplace;
  private final Pair pair;
  private final Postgres bank;
  private final Reading reading;
  private final int seconds;
  private final Map<String, List<Double>> latencies = new LinkedHashMap<>();
  private final Map<String, List<Double>> rows = new LinkedHashMap<>();

  private Impact(Options options, Workplace workplace) throws Exception {
    this.options = options;
    this.workplace = workplace;
    this.pair = Pair.start(options, workplace, List.of(Table.CONTACTS));
    this.reading = new Reading(pair, Transport.start(workplace), options, workplace);
    this.bank = pair.source().database("bank");
    this.seconds = (int) Math.max(SHORTEST, Math.min(LONGEST, LONGEST * options.scale()));
  }

  /** Three distributions, their windows taking turns. */
  public static Section measure(Options options, Workplace workplace) throws Exception {
    if (!Shell.has("pgbench")) {
      throw new IllegalStateException("pgbench is not installed: apt-get install postgresql-15");
    }
    return new Impact(options, workplace).measure();
  }

  private Section measure() throws Exception {
    Pgbench.prepare(pair, bank);
    double most = Pgbench.most(pair, bank, workplace.path("free"), 5);
    int rate = Math.max(20, (int) (most * LOAD));
    for (int i = 0; i < options.repetitions(); i++) {
      repetition(rate, i);
    }
    List<Section.Curve> curves = new ArrayList<>();
    latencies.forEach((name, all) -> curves.add(curve(name, all)));
    return new Section(
        "impact",
        "Impact on the source",
        "transactions",
        "",
        method(most, rate),
        Map.of(),
        List.of(),
        curves);
  }

  private void repetition(int rate, int number) throws Exception {
    List<Window> alone = new ArrayList<>();
    Pgbench load = Pgbench.at(rate, pair, bank, workplace.path("load" + number));
    Reading.Read free;
    Reading.Read throttled;
    try {
      alone.add(pause());
      free = reading.read("free", List.of(), seconds);
      alone.add(pause());
      throttled = reading.read("throttled", List.of("throttle:", "  latencyGrowth: 20"), seconds);
      alone.add(pause());
    } finally {
      load.close();
    }
    add(ALONE, load.latencies(alone), 0);
    add(FREE, load.latencies(List.of(free.window())), free.perSecond());
    add(THROTTLED, load.latencies(List.of(throttled.window())), throttled.perSecond());
    course(load, throttled.window());
  }

  /** Shows how the throttle came to its rate: p99 of every two seconds. */
  private static void course(Pgbench load, Window window) throws IOException {
    StringBuilder text = new StringBuilder("  p99 throttled, every two seconds:");
    for (double at = window.from(); at + 2 <= window.to(); at += 2) {
      List<Double> some = load.latencies(List.of(new Window(at, at + 2)));
      text.append(some.isEmpty() ? " -" : String.format(Locale.ROOT, " %.1f", p99(some)));
    }
    System.out.println(text);
  }

  /** A while of nothing but pgbench, after everything else has come to rest. */
  private Window pause() throws InterruptedException {
    Thread.sleep((long) (SETTLE * 1000));
    double from = System.currentTimeMillis() / 1000.0;
    Thread.sleep(seconds * 1000L / 2);
    return new Window(from, System.currentTimeMillis() / 1000.0);
  }

  private void add(String name, List<Double> milliseconds, double rowsPerSecond) {
    System.out.printf(
        Locale.ROOT,
        "  %-42s %,8d transactions %s %,10.0f rows/s%n",
        name,
        milliseconds.size(),
        Percentiles.of(milliseconds),
        rowsPerSecond);
    latencies.computeIfAbsent(name, any -> new ArrayList<>()).addAll(milliseconds);
    rows.computeIfAbsent(name, any -> new ArrayList<>()).add(rowsPerSecond);
  }

  private static Section.Curve curve(String name, List<Double> milliseconds) {
    return new Section.Curve(name, "percentile", "milliseconds", Percentiles.of(milliseconds));
  }

  private String method(double most, int rate) {
    return String.format(
        Locale.ROOT,
        "pgbench (TPC-B, scale 10, four clients) in the source's server at %d transactions a second,"
            + " a third of the %,.0f that it reaches there alone; latencies count from the moment"
            + " at which a transaction was due. Only the time counts in which history is read:"
            + " without throttle at %,.0f rows/s, where p99 is %.2f times that of pgbench alone,"
            + " and with `settings.throttle.latencyGrowth: 20` at %,.0f rows/s, where it is %.2f"
            + " times. Alone stands for windows before, between and after; Kafka runs all the time,"
            + " Connect reads the log only during the runs. Source, target, Kafka and Crossfade"
            + " share the machine, so this is the worst case.",
        rate,
        most,
        mean(rows.getOrDefault(FREE, List.of())),
        growth(FREE),
        mean(rows.getOrDefault(THROTTLED, List.of())),
        growth(THROTTLED));
  }

  private double growth(String name) {
    return p99(name) / p99(ALONE);
  }

  private double p99(String name) {
    return p99(latencies.getOrDefault(name, List.of()));
  }

  private static double p99(List<Double> milliseconds) {
    return Percentiles.of(milliseconds).stream()
        .filter(point -> point.get(0) == 99)
        .findFirst()
        .orElseThrow()
        .get(1);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
