package dev.crossfade.engine.cutover;

import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.cutover.SwitchProof;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.cutover.FenceStop;
import dev.crossfade.spi.cutover.PassageWork;
import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.spi.cutover.ReadinessReport;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is done between the fence and the switch for sides that follow each other by streams: wait
 * for what is under way, compare, make ready, and let changes go the other way. One thread.
 */
final class StreamPassage implements PassageWork {

  /** What it takes behind the fence was done before; what is left is little. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final CrossingInputs inputs;
  private final CatchUp catchUp;
  private final Turning turning;
  private final Mandate mandate;
  private final Clock clock;
  private final Aside<List<String>> looking;
  private final Aside<ReadinessReport> readying;
  private final Consumer<SwitchProof> proofs;
  private final Supplier<Map<String, RouteState>> routes;
  private String why = "";
  private SwitchProof proof = SwitchProof.NONE;

  /**
   * What has become of making the side ready that opens, if that was over before the comparison.
   */
  private @Nullable ReadinessReport early;

  /** Whether this attempt has begun to let changes go the other way. */
  private boolean turned;

  /**
   * @param routes what the record in force says of those that are moved
   * @param proofs keeps what was proven, so that it is there whoever ends this attempt
   */
  StreamPassage(
      CrossingInputs inputs,
      CatchUp catchUp,
      Turning turning,
      Mandate mandate,
      Clock clock,
      Supplier<Map<String, RouteState>> routes,
      Consumer<SwitchProof> proofs) {
    this.routes = routes;
    this.proofs = proofs;
    this.inputs = inputs;
    this.catchUp = catchUp;
    this.turning = turning;
    this.mandate = mandate;
    this.clock = clock;
    this.looking = new Aside<>(inputs.aside());
    this.readying = new Aside<>(inputs.aside());
  }

  /** Why it was refused last; empty when it never was. */
  String why() {
    return why;
  }

  /**
   * Compares while writes go on, or goes on with that.
   *
   * @return what keeps clients from being moved; null while it is under way
   */
  @Nullable List<String> baseline() {
    return looking.look(inputs.comparison()::prepare);
  }

  /** Asks a comparison that takes long to end; nobody waits for that. */
  void halt() {
    looking.halt();
    readying.halt();
  }

  /** The attempt is over, however it ended. */
  void end() {
    inputs.aside().execute(inputs.comparison()::end);
  }

  @Override
  public Result work(CutoverStep step, Side to, FenceStop stop) {
    try {
      return switch (step) {
        case CATCH_UP -> catchUp(to, stop);
        case COMPARE -> compare(to);
        case READY -> ready(to, stop.epoch());
        case SWITCH -> agreed(to, stop.epoch());
        default -> throw new IllegalArgumentException(step + " is no work");
      };
    } catch (ProblemException e) {
      if (e.problem().code().kind() == Kind.TRANSIENT) {
        throw e;
      }
      return refused(List.of(text(e.problem())));
    }
  }

  private static String text(Problem problem) {
    return problem.code().text() + " " + problem.what() + ": " + problem.why();
  }

  private Result refused(List<String> reasons) {
    why = String.join("; ", reasons);
    return Result.REFUSED;
  }

  private Result catchUp(Side to, FenceStop stop) {
    List<String> hindrances = catchUp.hindrances(to);
    if (!hindrances.isEmpty()) {
      return refused(hindrances);
    }
    return catchUp.done(to, stop) ? Result.DONE : Result.NOT_YET;
  }

  /** Both sides stand still by now, so the one that opens is made ready meanwhile. */
  private Result compare(Side to) {
    if (early == null) {
      early = readying.look(() -> make(to, MOMENT));
    }
    Map<String, Long> behind = catchUp.stops(to);
    List<String> different = looking.look(() -> inputs.comparison().compare(behind));
    if (different == null) {
      return Result.NOT_YET;
    }
    return different.isEmpty() ? Result.DONE : refused(different);
  }

  private Result ready(Side to, long epoch) {
    ReadinessReport report = early == null ? readying.look(() -> make(to, MOMENT)) : early;
    early = null;
    if (report == null) {
      return Result.NOT_YET;
    } else if (report.refused()) {
      return refused(
          report.hindrances().stream().map(StreamPassage::text).collect(Collectors.toList()));
    } else if (!report.clear()) {
      return Result.NOT_YET;
    }
    turned = true;
    turning.towards(to, epoch);
    return Result.DONE;
  }

  /** Makes all databases of a side fit for applications, as far as that takes no longer. */
  ReadinessReport make(Side to, Duration budget) {
    return new AtOnce(inputs.atOnce())
        .each(List.copyOf(readiness(to)), each -> each.make(budget)).stream()
            .reduce(ReadinessReport.READY, ReadinessReport::and);
  }

  private Collection<Readiness> readiness(Side to) {
    return to == Side.NEW ? List.of(inputs.targetReady()) : inputs.sourcesReady().values();
  }

  private Result agreed(Side to, long epoch) {
    if (to == Side.NEW && !mandate.agreed(clock.instant())) {
      return refused(List.of("who agreed has changed his mind, or what he agreed to has changed"));
    }
    List<String> hindrances = catchUp.hindrances(to);
    if (!hindrances.isEmpty()) {
      return refused(hindrances);
    }
    proof =
        SwitchProof.of(
                epoch,
                clock.instant(),
                catchUp.stood(to, inputs.target()),
                inputs.comparison().verdicts())
            .with(routes.get());
    proofs.accept(proof);
    return Result.DONE;
  }

  /** What was proven when it was asked last whether to switch. */
  SwitchProof proof() {
    return proof;
  }

  @Override
  public void opening(Side side, long epoch) {
    turning.towards(side, epoch);
  }

  @Override
  public void abandoning(Side side, long epoch) {
    proofs.accept(SwitchProof.NONE);
    opening(side, epoch);
  }

  @Override
  public void returning(Side side, long epoch) {
    if (turned) {
      opening(side, epoch);
    }
  }
}
