package dev.crossfade.bench.verify;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Subject;
import dev.crossfade.bench.Turns;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.CrossfadeCommand;
import dev.crossfade.bench.crossfade.Specification;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.report.Line;
import dev.crossfade.bench.report.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What it costs to verify again after a full pass, by the number of keys that have changed. */
public final class Reverification {

  private static final long[] CHANGED = {0, 100, 1_000, 10_000, 50_000, 100_000};

  private Reverification() {}

  /** Full passes, and upkeep after some of the contacts were changed. */
  public static Section measure(Options options, Workplace workplace) throws Exception {
    Pair pair = Pair.start(options, workplace, List.of(Table.CONTACTS));
    Transport transport = Transport.start(workplace);
    CrossfadeCommand command =
        CrossfadeCommand.in(
                options.root(),
                workplace.path("specification"),
                new Specification(
                    "reverify",
                    List.of("identity/entities/contacts.yaml"),
                    "postgresql",
                    transport))
            .between(pair.source(), pair.target());
    pair.target().recreate();
    Process follower = command.start();
    workplace.keep(follower::destroy);
    await(pair, follower);
    pair.target().execute("VACUUM (ANALYZE) marketing.contacts", "CHECKPOINT");
    Map<String, Long> groups = new HashMap<>(pair.servers());
    groups.put("kafka", transport.pid());
    groups.put("run", follower.pid());
    Map<Subject, Long> subjects = new LinkedHashMap<>();
    FullPass full = new FullPass(pair, command);
    subjects.put(full, -1L);
    for (long size : CHANGED) {
      long keys = Math.round(size * options.scale());
      subjects.put(new AfterChanges(pair, command, keys), keys);
    }
    List<Line> lines = new Turns(options, groups).take(List.copyOf(subjects.keySet()));
    return section(lines, subjects, full.name());
  }

  /** Until the run has published and compared everything once. */
  private static void await(Pair pair, Process follower) throws Exception {
    while (pair.target().value("SELECT to_regclass('crossfade.verdict')").equals("null")
        || pair.target().value("SELECT count(*) FROM crossfade.verdict").equals("0")) {
      if (!follower.isAlive()) {
        throw new IllegalStateException("crossfade run ended");
      }
      Thread.sleep(500);
    }
  }

  private static Section section(List<Line> lines, Map<Subject, Long> subjects, String full) {
    Map<Long, Line> upkeep = new TreeMap<>();
    for (Map.Entry<Subject, Long> subject : subjects.entrySet()) {
      lines.stream()
          .filter(line -> line.measured() && line.subject().equals(subject.getKey().name()))
          .forEach(line -> upkeep.put(subject.getValue(), line));
    }
    Line whole = upkeep.remove(-1L);
    List<Section.Curve> curves = new ArrayList<>();
    curves.add(curve("upkeep, wall clock", upkeep, Reverification::wall));
    curves.add(curve("upkeep, processor", upkeep, Reverification::processor));
    if (whole != null && !upkeep.isEmpty()) {
      Map<Long, Line> flat = new TreeMap<>(upkeep);
      flat.replaceAll((keys, line) -> whole);
      curves.add(curve(full + ", wall clock", flat, Reverification::wall));
      curves.add(curve(full + ", processor", flat, Reverification::processor));
    }
    return new Section(
        "reverify",
        "Verification again, by changed keys",
        "keys",
        "",
        "The contacts are followed by `crossfade run`. A full pass compares all of them; upkeep,"
            + " `crossfade verify --since-last`, only those that were changed since, of which it"
            + " learns from the topic. Wall clock is that of the comparison, reading the topic"
            + " included; processor time is that of the whole command with its start, and of all"
            + " servers. Each verdict is EQUAL, and says that it looked at just so many keys.",
        Map.of(),
        List.of(),
        curves.stream().filter(curve -> !curve.points().isEmpty()).toList());
  }

  private static Section.Curve curve(
      String name, Map<Long, Line> lines, ToDoubleFunction<Line> value) {
    List<List<Double>> points = new ArrayList<>();
    lines.forEach((keys, line) -> points.add(List.of((double) keys, value.applyAsDouble(line))));
    return new Section.Curve(name, "changed keys", "seconds", points);
  }

  private static double wall(Line line) {
    return line.seconds().get(line.seconds().size() / 2);
  }

  private static double processor(Line line) {
    return line.microseconds().values().stream().mapToDouble(Double::doubleValue).sum()
        * line.units()
        / 1e6;
  }
}
