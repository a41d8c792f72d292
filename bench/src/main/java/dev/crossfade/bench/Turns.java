package dev.crossfade.bench;

import dev.crossfade.bench.Subject.Repetition;
import dev.crossfade.bench.meter.Cost;
import dev.crossfade.bench.meter.Meter;
import dev.crossfade.bench.report.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lets subjects take turns, so that whatever else the machine does hits all of them alike. */
public final class Turns {

  private final Options options;
  private final Map<String, Long> servers;

  /**
   * Turns with a choice of subjects and repetitions.
   *
   * @param servers process ids of the servers by group, whose processor time counts as well
   */
  public Turns(Options options, Map<String, Long> servers) {
    this.options = options;
    this.servers = Map.copyOf(servers);
  }

  /** Measures all chosen subjects. */
  public List<Line> take(List<? extends Subject> subjects) {
    Map<String, List<Repetition>> runs = new LinkedHashMap<>();
    Map<String, String> excuses = new LinkedHashMap<>();
    for (Subject subject : subjects) {
      if (options.wants(subject.name())) {
        runs.put(subject.name(), new ArrayList<>());
        if (!subject.missing().isEmpty()) {
          excuses.put(subject.name(), subject.missing());
        }
      }
    }
    for (int i = 0; i < options.repetitions(); i++) {
      for (Subject subject : subjects) {
        if (runs.containsKey(subject.name()) && !excuses.containsKey(subject.name())) {
          once(subject, runs.get(subject.name()), excuses);
        }
      }
    }
    List<Line> lines = new ArrayList<>();
    runs.forEach((name, done) -> lines.addAll(Line.of(name, done, excuses.getOrDefault(name, ""))));
    return lines;
  }

  /** A failure is a result too: it is shown in the subject's place, and the others go on. */
  private void once(Subject subject, List<Repetition> runs, Map<String, String> excuses) {
    try {
      subject.prepare();
      Repetition run = measured(subject);
      subject.check();
      runs.add(run);
      show(subject.name(), run);
    } catch (Exception e) {
      excuses.put(subject.name(), "failed: " + e.getMessage());
      System.out.println("  " + subject.name() + " failed: " + e);
    } finally {
      try {
        subject.clean();
      } catch (Exception e) {
        System.out.println("  " + subject.name() + " left something behind: " + e);
      }
    }
  }

  private Repetition measured(Subject subject) throws Exception {
    Meter meter = Meter.start(servers);
    Subject.Done done;
    try {
      done = subject.run();
    } catch (Exception e) {
      meter.stop();
      throw e;
    }
    Cost cost = meter.stop();
    return new Repetition(done, done.seconds() > 0 ? cost.lasting(done.seconds()) : cost);
  }

  private static void show(String name, Repetition run) {
    System.out.printf(
        Locale.ROOT,
        "  %-44s %,10d  %8.2f s  %,10.0f/s  %6.2f us cpu each  %s%n",
        name,
        run.done().units(),
        run.cost().seconds(),
        run.done().units() / run.cost().seconds(),
        run.cost().total() * 1e6 / run.done().units(),
        run.done().parts());
  }
}
