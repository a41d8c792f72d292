package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.Guarded;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.backfill.BackfillWorker;
import dev.crossfade.engine.backfill.ChunkDone;
import dev.crossfade.engine.publish.PublishCoordinator;
import dev.crossfade.engine.publish.Published;
import dev.crossfade.engine.run.RunEvent.ChunkLoaded;
import dev.crossfade.engine.run.RunEvent.EntitiesPublished;
import dev.crossfade.engine.stream.HeartbeatLoop;
import dev.crossfade.engine.stream.StreamLoop;
import dev.crossfade.spi.source.CaptureRequest;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Starts the loops of a run. */
final class Crew {

  private final RunInputs inputs;
  private final Startup startup;
  private final Runner runner;
  private final ProgressBoard board;
  private final Consumer<RunEvent> events;
  private final BiConsumer<Work, Problem> onFailure;

  Crew(
      RunInputs inputs,
      Runner runner,
      ProgressBoard board,
      Consumer<RunEvent> events,
      BiConsumer<Work, Problem> onFailure) {
    this.inputs = inputs;
    this.startup = new Startup(inputs);
    this.runner = runner;
    this.board = board;
    this.events = events;
    this.onFailure = onFailure;
  }

  void listen(Mappings mappings, Map<String, CaptureRequest> requests) {
    requests.forEach((source, request) -> listen(mappings, source, request));
  }

  private void listen(Mappings mappings, String source, CaptureRequest request) {
    StreamLoop loop =
        new StreamLoop(
            source,
            startup.database(source),
            startup.captureOf(source),
            inputs.target(),
            mappings,
            inputs.options(),
            inputs.spec().settings().streamBatchChanges());
    board.stream(loop);
    start(
        loop,
        (work, problem) -> {
          loop.stopped(problem);
          onFailure.accept(work, problem);
        });
    start(
        new HeartbeatLoop(source, startup.database(source), inputs.options().heartbeat()),
        onFailure);
    IdentityGuard guard = startup.guard(mappings, source);
    start(new CaptureWatch(source, startup.captureOf(source), request, guard), onFailure);
    start(new LogWatch(source, guard), onFailure);
  }

  void copy(Mappings mappings) {
    for (int i = 1; i <= inputs.spec().settings().workers(); i++) {
      start(
          new BackfillWorker(
              "backfill-" + i,
              inputs.sources(),
              inputs.target(),
              mappings,
              inputs.options(),
              inputs.clock(),
              board.meter(),
              done -> events.accept(loaded(mappings, done))),
          onFailure);
    }
  }

  private static RunEvent loaded(Mappings mappings, ChunkDone done) {
    String label = mappings.byNumber(done.mapping()).mapping().spec().label();
    return new ChunkLoaded(done.entity(), label, done.rows(), done.refused());
  }

  void publish(Mappings mappings) {
    start(
        new PublishCoordinator(
            inputs.sources(),
            inputs.target(),
            mappings,
            inputs.options(),
            done -> events.accept(published(done))),
        onFailure);
  }

  private static RunEvent published(Published done) {
    return new EntitiesPublished(done.release(), done.entities(), done.seamChanges());
  }

  private void start(Work work, BiConsumer<Work, Problem> failure) {
    runner.start(new Guarded(work, failure));
  }
}
