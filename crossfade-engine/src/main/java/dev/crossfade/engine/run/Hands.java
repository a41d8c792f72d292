package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.Throttle;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Guarded;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.backfill.BackfillMeter;
import dev.crossfade.engine.backfill.BackfillWorker;
import dev.crossfade.engine.backfill.Restraint;
import dev.crossfade.engine.drift.HistoryStops;
import dev.crossfade.engine.stream.SharedStream;
import dev.crossfade.engine.trouble.Troubles;
import dev.crossfade.spi.source.StreamRota;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that a helper does by one offer, from when it accepts it until it is refused. */
final class Hands {

  private static final Logger LOG = LoggerFactory.getLogger(Hands.class);

  /** Who died of something may do so again. */
  private static final Duration MOURNING = Duration.ofMinutes(1);

  private final HelpInputs inputs;
  private final Runner runner;
  private final Troubles troubles;
  private volatile @Nullable StreamRota rota;
  private volatile boolean refused;
  private volatile @Nullable Instant diedAt;

  Hands(HelpInputs inputs, Runners runners, Troubles troubles) {
    this.inputs = inputs;
    this.runner = new NamedRunner(runners.open(this::died), troubles);
    this.troubles = troubles;
  }

  void begin() {
    Mappings mappings = Mappings.load(inputs.compiled(), inputs.target());
    List<String> followed =
        inputs.sources().keySet().stream()
            .filter(source -> !mappings.tables(source).isEmpty())
            .toList();
    StreamRota shared = inputs.sharing().open(followed);
    rota = shared;
    followed.forEach(source -> follow(mappings, source, shared));
    // a source that is to be spared is read at one pace, which is the owner's
    if (inputs.spec().settings().throttle().equals(Throttle.NONE)) {
      copy(mappings);
    }
  }

  /** Who cannot follow a stream leaves it to the others, and in the end to the owner, who tells. */
  private void follow(Mappings mappings, String source, StreamRota shared) {
    SharedStream stream =
        new SharedStream(
            inputs.spec().name(),
            source,
            inputs.sources(),
            () -> inputs.streams().apply(source),
            inputs.target(),
            mappings,
            inputs.options(),
            inputs.spec().settings().streamBatchChanges(),
            shared,
            inputs.clock());
    start(
        new HelpedStream(source, stream, shared, inputs.clock()),
        (work, problem) -> {
          failed(work, problem);
          if (!refused) {
            shared.decline(source);
          }
        });
  }

  /** That a source is to stop the owner comes to know when it reads the same; he stops it. */
  private void copy(Mappings mappings) {
    Restraint restraint =
        new Restraint(
            Map.of(),
            new HistoryStops((source, why) -> LOG.warn("history left: source={}", source)));
    for (int i = 1; i <= inputs.spec().settings().workers(); i++) {
      BackfillWorker worker =
          new BackfillWorker(
              inputs.helper() + " backfill-" + i,
              inputs.sources(),
              inputs.target(),
              mappings,
              inputs.options(),
              inputs.clock(),
              new BackfillMeter(inputs.clock()),
              done -> {},
              restraint);
      start(worker, this::failed);
      start(worker.lifeline(), this::failed);
    }
  }

  private void start(Work work, BiConsumer<Work, Problem> onFailure) {
    runner.start(new Guarded(work, troubles, onFailure));
  }

  /** The others go on, and after a while all begins anew. */
  private void died(Work work, Throwable death) {
    LOG.error("died: task={}", work.name(), death);
    diedAt = inputs.clock().instant();
  }

  /** What cannot be done here is met by the owner as well; he decides what it means. */
  private void failed(Work work, Problem problem) {
    refused |= problem.code() == EngineProblem.OWNERSHIP_LOST;
  }

  /** Whether nobody was refused yet, and nobody has been dead for long. */
  boolean welcome() {
    Instant death = diedAt;
    return !refused && (death == null || inputs.clock().instant().isBefore(death.plus(MOURNING)));
  }

  /** Whether nothing of it is under way any more; does not wait. */
  boolean over() {
    return runner.ended();
  }

  /** Takes no further step; {@link #over} tells when all has ended. */
  void end() {
    refused = true;
    StreamRota shared = rota;
    if (shared != null) {
      // first: others follow the streams while what is under way ends, and the target lets one
      // apply
      shared.close();
    }
    runner.stop();
  }
}
