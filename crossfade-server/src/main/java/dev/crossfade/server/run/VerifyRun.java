package dev.crossfade.server.run;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.progress.Progress;
import dev.crossfade.server.progress.ProgressDisplay;
import dev.crossfade.server.report.Report;
import dev.crossfade.server.view.VerifyView;
import dev.crossfade.server.wiring.Comparison;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.LiveRun;
import dev.crossfade.server.wiring.Reach;
import dev.crossfade.server.wiring.Transport;
import dev.crossfade.server.wiring.Until;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** {@code crossfade verify}: compares production with the sources, whether or not a run follows. */
public final class VerifyRun {
  /**
   * What came of it.
   *
   * @param view the verdicts
   * @param report the same with everything about this command
   * @param reasons why not everything that was asked for is proven; empty when it is
   */
  public record Result(VerifyView view, Report report, List<String> reasons) {}

  /**
   * What was compared.
   *
   * @param verdicts one per entity
   * @param notCompared why each of the others was left out
   */
  private record Compared(List<Verdict> verdicts, List<String> notCompared) {}

  private final Connected connected;
  private final Path data;
  private final Reach reach;
  private final List<EntitySpec> entities;
  private final LongConsumer show;

  private VerifyRun(
      Connected connected, Path data, Reach reach, List<EntitySpec> entities, LongConsumer show) {
    this.connected = connected;
    this.data = data;
    this.reach = reach;
    this.entities = entities;
    this.show = show;
  }

  /**
   * Compares one entity or (null) all. A verdict about live data needs somebody who follows the
   * sources. If a process follows any of them, nothing of it is taken over, and entities whose
   * source has stopped are left out; if none does, this process follows all of them meanwhile.
   */
  public static Result of(
      Path folder, Path data, @Nullable String entity, Reach reach, Console console)
      throws InterruptedException {
    Instant started = Clock.systemUTC().instant();
    try (Stopping stopping = Stopping.listen();
        Connected connected = Connected.open(folder, console.environment());
        ProgressDisplay display = ProgressDisplay.on(console, Clock.systemUTC())) {
      connected.mustHave(entity);
      mustBePublished(connected);
      List<EntitySpec> entities =
          connected.spec().entities().stream()
              .filter(each -> entity == null || each.name().equals(entity))
              .toList();
      LongConsumer show =
          rows -> display.show(new Progress("verifying", rows, -1, " rows read", "", null));
      VerifyRun work = new VerifyRun(connected, data, reach, entities, show);
      SignsOfLife signs = SignsOfLife.watch(connected::heard, Clock.systemUTC(), Pause.REAL);
      StreamSigns now = connected.mayBeFollowed() ? signs.await() : signs.look();
      Compared compared = now.anyFollowed() ? work.beside(now) : work.following(signs, stopping);
      List<Verdict> verdicts = compared.verdicts();
      ReportBuilder report = ReportBuilder.begin("verify", connected, started);
      report.verdicts(verdicts);
      report.quarantined(connected.target().quarantine().open());
      VerifyView view = new VerifyView(connected.spec().name(), folder.toString(), verdicts);
      List<String> reasons = reasons(connected, entity, compared, view);
      report.reasons(reasons);
      return new Result(
          view, report.build(reasons.isEmpty(), Clock.systemUTC().instant()), reasons);
    }
  }

  /** Why not all that was asked for is proven: an entity that is left out was not compared. */
  private static List<String> reasons(
      Connected connected, @Nullable String entity, Compared compared, VerifyView view) {
    List<String> reasons = new ArrayList<>();
    if (entity == null) {
      connected
          .plan()
          .leftOut()
          .forEach(left -> reasons.add(left.entity() + " was left out: " + left.why().what()));
    }
    reasons.addAll(compared.notCompared());
    boolean nothing = view.verdicts().isEmpty() && !compared.notCompared().isEmpty();
    if (!view.equal() && !nothing) {
      reasons.add("the verdict is " + view.result());
    }
    return reasons;
  }

  /** Compares while another process follows; what it cannot follow any more is left out. */
  private Compared beside(StreamSigns signs) throws InterruptedException {
    KafkaAccess kafka = Transport.find(connected.kafka(), data).orElse(null);
    Comparison comparison = Comparison.of(connected, reach, kafka, signs.comparable(entities));
    return new Compared(comparison.verify(show), signs.reasons(entities));
  }

  /** Compares while this process follows, unless another one turns out to do so. */
  private Compared following(SignsOfLife signs, Stopping stopping) throws InterruptedException {
    Optional<DataFolder> folder = DataFolder.claimIfFree(data);
    if (folder.isEmpty()) {
      return beside(signs.look());
    }
    try (DataFolder claimed = folder.get();
        Transport transport = Transport.open(connected.kafka(), data)) {
      StreamSigns now = signs.look();
      return now.anyFollowed() ? beside(now) : following(transport, stopping);
    }
  }

  private Compared following(Transport transport, Stopping stopping) throws InterruptedException {
    try (LiveRun run = LiveRun.start(connected, transport, Until.VERIFIED, RunListener.SILENT)) {
      stopping.whenAsked(run::stop);
      List<String> names = entities.stream().map(EntitySpec::name).toList();
      Comparison comparison = Comparison.of(connected, reach, transport.access(), names);
      return new Compared(
          run.awaitLive(progress -> {}) ? comparison.verify(show) : List.of(), List.of());
    }
  }

  private static void mustBePublished(Connected connected) {
    Map<String, EntityState> states = connected.target().progress().entityStates();
    boolean live =
        connected.spec().entities().stream()
            .allMatch(each -> states.get(each.name()) == EntityState.LIVE);
    if (!live) {
      throw Problem.of(
              ServerProblem.NOT_PUBLISHED,
              "Migration " + connected.spec().name() + " is not published yet.",
              "Only production can be compared with the sources.",
              "Start or continue it: crossfade run " + connected.folder())
          .raise();
    }
  }
}
