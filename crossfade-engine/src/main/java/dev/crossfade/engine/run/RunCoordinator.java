package dev.crossfade.engine.run;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.HistoryEnd;
import dev.crossfade.engine.Looks;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.run.RunEvent.EntityVerified;
import dev.crossfade.engine.run.RunEvent.PhaseBegan;
import dev.crossfade.engine.run.RunEvent.SourceHeard;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads a run from phase to phase: the streams prove that changes arrive, then history is cut and
 * copied, then everything is published. Where it is, it reads from the target; after a restart it
 * goes through the same phases again and finds most of them done.
 */
final class RunCoordinator implements Work {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration LOOK_AT_LAST = Duration.ofSeconds(2);
  private static final Duration NOTHING_TO_DO = Duration.ofMillis(500);

  private final RunInputs inputs;
  private final Until until;
  private final Verification verification;
  private final Startup startup;
  private final Crew crew;
  private final ProgressBoard board;
  private final Consumer<RunEvent> events;
  private final Consumer<List<Verdict>> onEnd;
  private final TroubleNotes notes;
  private final Looks looks;
  private @Nullable Mappings mappings;
  private @Nullable Map<String, CaptureRequest> requests;
  private final Map<String, Long> unheard = new TreeMap<>();

  RunCoordinator(
      RunInputs inputs,
      Until until,
      Verification verification,
      Crew crew,
      ProgressBoard board,
      Consumer<RunEvent> events,
      Consumer<List<Verdict>> onEnd) {
    this.inputs = inputs;
    this.until = until;
    this.verification = verification;
    this.startup = new Startup(inputs);
    this.crew = crew;
    this.board = board;
    this.events = events;
    this.onEnd = onEnd;
    this.looks = new Looks(inputs.clock(), LOOK_AGAIN, LOOK_AT_LAST);
    this.notes = new TroubleNotes(inputs.target().progress());
  }

  @Override
  public String name() {
    return "run";
  }

  @Override
  public @Nullable Duration step() {
    Mappings known = mappings;
    Map<String, CaptureRequest> captured = requests;
    if (known == null || captured == null) {
      start();
      return Duration.ZERO;
    }
    looks.begin();
    board.refresh(inputs.target(), known);
    notes.write(board.troubles().current());
    requireFewRefused();
    return switch (board.phase()) {
      case STARTING -> listen(known, captured);
      case LISTENING -> hear(known);
      case BACKFILL -> copied(known);
      case PUBLISHING -> published(known);
      case LIVE -> live();
      case VERIFYING -> verify();
      case DONE, FAILED, STOPPED -> null;
    };
  }

  private void start() {
    Mappings numbered = startup.target();
    crew.rehearse(numbered);
    requests = startup.capture(numbered);
    mappings = numbered;
  }

  private void requireFewRefused() {
    long limit = inputs.spec().settings().quarantineLimit();
    if (board.quarantined() > limit) {
      throw Problem.of(
              EngineProblem.TOO_MANY_REFUSED,
              board.quarantined() + " rows are in quarantine, more than the limit of " + limit,
              "so many refused rows mean that a mapping does not fit its source",
              "look at `crossfade quarantine list`, correct the mapping, or raise"
                  + " settings.quarantineLimit")
          .raise();
    }
  }

  private void begin(RunPhase phase) {
    board.phase(phase);
    events.accept(new PhaseBegan(phase));
  }

  private Duration listen(Mappings known, Map<String, CaptureRequest> captured) {
    unheard.clear();
    if (!unplanned(known).isEmpty()) {
      for (String source : captured.keySet()) {
        unheard.put(source, startup.database(source).log().mark().number());
      }
    }
    crew.listen(known, captured);
    begin(RunPhase.LISTENING);
    return Duration.ZERO;
  }

  private static Set<Integer> unplanned(Mappings known, ProgressStore progress) {
    Set<Integer> numbers = new HashSet<>(known.sourceTables().keySet());
    progress.backfill().stream().map(BackfillProgress::mapping).forEach(numbers::remove);
    return numbers;
  }

  private Set<Integer> unplanned(Mappings known) {
    return unplanned(known, inputs.target().progress());
  }

  /** History is cut only after every stream has delivered a mark that was written before. */
  private Duration hear(Mappings known) {
    ProgressStore progress = inputs.target().progress();
    for (Map.Entry<String, Long> each : Map.copyOf(unheard).entrySet()) {
      long heard = progress.streamState(each.getKey()).map(StreamState::mark).orElse(0L);
      if (heard >= each.getValue()) {
        unheard.remove(each.getKey());
        events.accept(new SourceHeard(each.getKey()));
      }
    }
    if (!unheard.isEmpty()) {
      return LOOK_AGAIN;
    }
    begin(RunPhase.BACKFILL);
    crew.copy(known);
    crew.publish(known);
    return Duration.ZERO;
  }

  private Duration copied(Mappings known) {
    if (!new HistoryEnd(inputs.target().progress(), known.sourceTables().keySet()).reached()) {
      return looks.rest();
    }
    begin(RunPhase.PUBLISHING);
    return Duration.ZERO;
  }

  private Duration published(Mappings known) {
    Map<String, EntityState> states = inputs.target().progress().entityStates();
    boolean live =
        known.all().stream().allMatch(each -> states.get(each.entity()) == EntityState.LIVE);
    if (!live) {
      return looks.rest();
    }
    begin(RunPhase.LIVE);
    return Duration.ZERO;
  }

  private @Nullable Duration live() {
    return switch (until) {
      case FOREVER -> NOTHING_TO_DO;
      case PUBLISHED -> end(List.of());
      case VERIFIED -> {
        begin(RunPhase.VERIFYING);
        yield Duration.ZERO;
      }
    };
  }

  private @Nullable Duration verify() {
    List<Verdict> verdicts;
    try {
      verdicts = verification.verify();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    verdicts.forEach(verdict -> events.accept(new EntityVerified(verdict)));
    return end(verdicts);
  }

  private @Nullable Duration end(List<Verdict> verdicts) {
    begin(RunPhase.DONE);
    onEnd.accept(verdicts);
    return null;
  }
}
