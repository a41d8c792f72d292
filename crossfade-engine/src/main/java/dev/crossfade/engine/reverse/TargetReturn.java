package dev.crossfade.engine.reverse;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.cutover.ReturnPath;
import dev.crossfade.engine.stream.HeartbeatLoop;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.reverse.LegacyTable;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The way back by capture of the target. */
public final class TargetReturn implements ReturnPath {

  private final ReturnInputs inputs;
  private final Heading heading;
  private final TargetLog log;
  private final Map<String, LegacyDatabase> legacy;
  private final Map<String, ReturnLoop> loops = new TreeMap<>();
  private @Nullable Sentinels sentinels;
  private @Nullable ReturnProof proof;
  private Instant provingSince = Instant.EPOCH;

  public TargetReturn(ReturnInputs inputs) {
    this.inputs = inputs;
    this.heading = new Heading(inputs.progress(), inputs.clock());
    this.log = new TargetLog(inputs, heading);
    this.legacy = new TreeMap<>(inputs.legacy());
    legacy.forEach(
        (source, database) ->
            loops.put(source, new ReturnLoop(source, inputs, database, log::open, heading)));
  }

  @Override
  public synchronized @Nullable Outcome<String> arm() {
    if (heading.now().way() == Direction.Way.RETURN) {
      return new Outcome.Done<>("changes go back already");
    }
    ReturnProof now = proof;
    if (now == null) {
      if (rehearsed()) {
        begin();
      }
      return null;
    }
    if (!now.look(inputs.options().patience())) {
      Duration waited = Duration.between(provingSince, inputs.clock().instant());
      if (waited.compareTo(inputs.options().silence()) < 0) {
        return null;
      }
      endProof();
      sentinels = null;
      return new Outcome.NotDone<>(ReturnProof.missing(waited));
    }
    if (!restarted(now.streamId())) {
      endProof();
      return null;
    }
    endProof();
    Instant at = inputs.clock().instant();
    String rows = sentinels == null ? "" : sentinels.text();
    sentinels = null;
    inputs.progress().remember(ProgressStore.RETURN_SENTINELS, rows);
    inputs.progress().remember(ProgressStore.RETURN_ARMED, at.toString());
    long millis = Duration.between(now.mark().writtenAt(), at).toMillis();
    return new Outcome.Done<>(
        "mark " + now.mark().number() + " came back in " + millis + " ms; " + rows);
  }

  /** Whether rows can be brought back: looked at before anything is made for it. */
  private boolean rehearsed() {
    Sentinels now = sentinels;
    if (now == null) {
      checkSources();
      now = new Sentinels(inputs);
      sentinels = now;
    }
    return now.look();
  }

  /** Nothing depends on what an attempt left that did not come so far: it is made anew. */
  private void begin() {
    log.check();
    if (!armed()) {
      log.remove();
    }
    try {
      log.ensureAgain();
    } catch (ProblemException e) {
      if (e.problem().code().kind() != Kind.ESCALATE) {
        throw e;
      }
      disarm();
      log.ensureAgain();
    }
    proof = restart();
    provingSince = inputs.clock().instant();
  }

  /** The proof begins once every source is ready for the stream: each attempt asks all of them. */
  private ReturnProof restart() {
    ChangeStream stream = log.open();
    try {
      String id = stream.id();
      legacy.values().forEach(each -> each.restart(id));
      return new ReturnProof(stream, log.mark());
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /** Whether no source remembers how far it followed another stream. */
  private boolean restarted(String streamId) {
    return legacy.values().stream()
        .allMatch(
            each -> each.state().filter(state -> !state.streamId().equals(streamId)).isEmpty());
  }

  private boolean armed() {
    return !inputs.progress().fact(ProgressStore.RETURN_ARMED).orElse("").isEmpty();
  }

  private void checkSources() {
    List<Problem> problems = new ArrayList<>();
    legacy.forEach((source, database) -> problems.addAll(database.preflight(tables(source))));
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    legacy.values().forEach(LegacyDatabase::prepare);
  }

  private List<LegacyTable> tables(String source) {
    List<LegacyTable> tables = new ArrayList<>();
    for (CompiledMapping mapping : inputs.compiled().mappings()) {
      if (mapping.source().equals(source)) {
        tables.add(new LegacyTable(mapping.sourceTable(), mapping.reverse().needDefaults()));
      }
    }
    return tables;
  }

  private void endProof() {
    ReturnProof now = proof;
    proof = null;
    if (now != null) {
      now.close();
    }
  }

  @Override
  public synchronized @Nullable Outcome<String> retire() {
    endProof();
    sentinels = null;
    disarm();
    return new Outcome.Done<>("the target is not captured");
  }

  private void disarm() {
    log.remove();
    for (String fact :
        List.of(
            ProgressStore.RETURN_ARMED,
            ProgressStore.RETURN_SENTINELS,
            ProgressStore.RETURN_START)) {
      if (!inputs.progress().fact(fact).orElse("").isEmpty()) {
        inputs.progress().remember(fact, "");
      }
    }
  }

  @Override
  public List<Work> loops() {
    List<Work> all = new ArrayList<>();
    loops.values().forEach(loop -> all.add(loop.anew()));
    all.add(
        resting(
            new HeartbeatLoop(TargetLog.SOURCE, inputs.target(), inputs.options().heartbeat())));
    all.add(resting(new ReturnNotes(inputs, heading, legacy, this::status)));
    log.watches().forEach(each -> all.add(resting(each)));
    return all;
  }

  private Work resting(Work work) {
    return new WhileReturning(work, heading);
  }

  @Override
  public Mark mark() {
    return log.mark();
  }

  @Override
  public List<Runnable> turns() {
    List<Runnable> turns = new ArrayList<>();
    loops.values().forEach(loop -> turns.add(loop::turn));
    return turns;
  }

  @Override
  public boolean returned(Mark mark) {
    return legacy.values().stream()
        .allMatch(
            each ->
                each.state().filter(state -> state.mark() >= mark.number()).isPresent()
                    && each.waiting() == 0);
  }

  @Override
  public long unrestored() {
    return legacy.values().stream().mapToLong(LegacyDatabase::waiting).sum();
  }

  /** How each way back is doing. Callable from any thread. */
  public List<ReturnStatus> status() {
    return loops.values().stream().map(ReturnLoop::status).toList();
  }
}
