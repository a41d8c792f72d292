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
import java.util.Objects;
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
  private final Map<String, Met> open = new LinkedHashMap<>();
  private final List<Report.Trouble> over = new ArrayList<>();
  private final Set<String> stopped = new HashSet<>();

  /**
   * Something that does not work.
   *
   * @param about what identifies it
   * @param code of its problem
   * @param waiting which tasks it keeps from working
   */
  public record Met(
      String about,
      String code,
      String what,
      String why,
      String fix,
      Instant since,
      List<String> waiting) {}

  /** A source that cannot be followed any more. */
  public record Halt(String source, String code, String what, String why, String fix) {}

  /**
   * @param say where lines go
   */
  public Difficulties(Console console, Clock clock, Consumer<String> say) {
    this.console = console;
    this.clock = clock;
    this.say = say;
  }

  /** Looks at a run and tells what is new. */
  public void look(RunProgress progress) {
    look(
        progress.troubles().stream().map(Difficulties::met).toList(),
        progress.streams().values().stream()
            .filter(stream -> stream.problem() != null)
            .map(Difficulties::halt)
            .toList());
  }

  private static Met met(Trouble trouble) {
    Problem problem = trouble.problem();
    return new Met(
        trouble.about(),
        problem.code().text(),
        problem.what(),
        problem.why(),
        problem.fix(),
        trouble.since(),
        trouble.tasks().stream().sorted().toList());
  }

  private static Halt halt(StreamStatus stream) {
    Problem problem = Objects.requireNonNull(stream.problem());
    return new Halt(
        stream.source(), problem.code().text(), problem.what(), problem.why(), problem.fix());
  }

  /** Looks at what does not work now, and tells what is new. */
  public synchronized void look(List<Met> troubles, List<Halt> halts) {
    Map<String, Met> now = new LinkedHashMap<>();
    troubles.forEach(trouble -> now.put(trouble.about(), trouble));
    for (Met before : List.copyOf(open.values())) {
      Met still = now.get(before.about());
      if (still == null || !still.since().equals(before.since())) {
        end(before);
      }
    }
    now.values().stream().filter(t -> !open.containsKey(t.about())).forEach(this::begin);
    halts.stream().filter(halt -> stopped.add(halt.source())).forEach(this::tell);
  }

  private void begin(Met trouble) {
    open.put(trouble.about(), trouble);
    LOG.warn("trouble: about={} since={}", trouble.about(), trouble.since());
    String since = TIME.withZone(ZoneId.systemDefault()).format(trouble.since());
    say.accept(
        console.paint(Ink.WARN, "trouble[" + trouble.about() + "] since " + since + ": ")
            + sentence(trouble.what(), trouble.why()));
    say.accept(
        "  waiting: "
            + String.join(", ", trouble.waiting())
            + "; tried again every few seconds, nothing is lost");
    say.accept("  fix: " + trouble.fix());
  }

  private void end(Met trouble) {
    open.remove(trouble.about());
    Duration lasted = Duration.between(trouble.since(), clock.instant());
    over.add(line(trouble, lasted, Report.Trouble.OVER));
    LOG.info("trouble over: about={} seconds={}", trouble.about(), lasted.toSeconds());
    say.accept(
        console.paint(Ink.GOOD, "over[" + trouble.about() + "]: ")
            + "works again after "
            + Words.time(lasted));
  }

  private void tell(Halt halt) {
    say.accept(
        console.paint(Ink.BAD, "STOPPED, source " + halt.source() + " [" + halt.code() + "]: ")
            + sentence(halt.what(), halt.why()));
    say.accept("  fix: " + halt.fix());
  }

  private static String sentence(String what, String why) {
    return why.isEmpty() ? what : what + " (" + why + ")";
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

  private static Report.Trouble line(Met trouble, Duration lasted, String end) {
    return new Report.Trouble(
        trouble.code(),
        trouble.what(),
        trouble.since().truncatedTo(ChronoUnit.MILLIS).toString(),
        lasted.toMillis() / 1000.0,
        end);
  }
}
