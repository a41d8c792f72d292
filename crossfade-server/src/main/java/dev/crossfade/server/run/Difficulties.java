package dev.crossfade.server.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.run.RunProgress;
import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.engine.trouble.Trouble;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what does not work for some time and when it works again, and which source has
 * stopped: each once, however often it is looked at. Thread-safe.
 */
public final class Difficulties {
  private static final Logger LOG = LoggerFactory.getLogger(Difficulties.class);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Console console;
  private final Clock clock;
  private final Consumer<String> say;
  private final Map<String, Trouble> open = new LinkedHashMap<>();
  private final List<Report.Trouble> over = new ArrayList<>();
  private final Set<String> stopped = new HashSet<>();

  /**
   * @param say where lines go
   */
  public Difficulties(Console console, Clock clock, Consumer<String> say) {
    this.console = console;
    this.clock = clock;
    this.say = say;
  }

  /** Looks at a run and tells what is new. */
  public synchronized void look(RunProgress progress) {
    Map<String, Trouble> now = new LinkedHashMap<>();
    progress.troubles().forEach(trouble -> now.put(trouble.about(), trouble));
    for (Trouble before : List.copyOf(open.values())) {
      Trouble still = now.get(before.about());
      if (still == null || !still.since().equals(before.since())) {
        end(before);
      }
    }
    now.values().stream().filter(t -> !open.containsKey(t.about())).forEach(this::begin);
    progress.streams().values().forEach(this::look);
  }

  private void begin(Trouble trouble) {
    open.put(trouble.about(), trouble);
    Problem problem = trouble.problem();
    LOG.warn("trouble: about={} since={}", trouble.about(), trouble.since());
    String since = TIME.withZone(ZoneId.systemDefault()).format(trouble.since());
    say.accept(
        console.paint(Ink.WARN, "trouble[" + trouble.about() + "] since " + since + ": ")
            + sentence(problem));
    say.accept(
        "  waiting: "
            + String.join(", ", trouble.tasks().stream().sorted().toList())
            + "; tried again every few seconds, nothing is lost");
    say.accept("  fix: " + problem.fix());
  }

  private void end(Trouble trouble) {
    open.remove(trouble.about());
    Duration lasted = Duration.between(trouble.since(), clock.instant());
    over.add(line(trouble, lasted, Report.Trouble.OVER));
    LOG.info("trouble over: about={} seconds={}", trouble.about(), lasted.toSeconds());
    say.accept(
        console.paint(Ink.GOOD, "over[" + trouble.about() + "]: ")
            + "works again after "
            + Words.time(lasted));
  }

  private void look(StreamStatus stream) {
    Problem problem = stream.problem();
    if (problem == null || !stopped.add(stream.source())) {
      return;
    }
    say.accept(
        console.paint(
                Ink.BAD,
                "STOPPED, source " + stream.source() + " [" + problem.code().text() + "]: ")
            + sentence(problem));
    say.accept("  fix: " + problem.fix());
  }

  private static String sentence(Problem problem) {
    return problem.why().isEmpty() ? problem.what() : problem.what() + " (" + problem.why() + ")";
  }

  /** All troubles so far, for the report; those that are not over last until now. */
  public synchronized List<Report.Trouble> report() {
    List<Report.Trouble> all = new ArrayList<>(over);
    Instant now = clock.instant();
    open.values()
        .forEach(
            trouble ->
                all.add(
                    line(
                        trouble, Duration.between(trouble.since(), now), Report.Trouble.NOT_OVER)));
    return all;
  }

  private static Report.Trouble line(Trouble trouble, Duration lasted, String end) {
    return new Report.Trouble(
        trouble.problem().code().text(),
        trouble.problem().what(),
        trouble.since().truncatedTo(ChronoUnit.MILLIS).toString(),
        lasted.toMillis() / 1000.0,
        end);
  }
}
