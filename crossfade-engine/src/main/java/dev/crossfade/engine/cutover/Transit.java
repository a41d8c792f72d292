package dev.crossfade.engine.cutover;

import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.Sight;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.preflight.SafetyGates;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.ChangeWindow;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteRules;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.Task;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.stream.Turns;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** By which one shift of a migration's owner moves clients: makes tasks of the steps. */
public final class Transit {

  private static final Logger LOG = LoggerFactory.getLogger(Transit.class);

  /** Gateways hold for longer than a pause may be: a switch needs a hold that does not end soon. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Around around;
  private final CrossingInputs inputs;
  private final Map<Side, Fence> fences = new EnumMap<>(Side.class);
  private final CatchUp catchUp;
  private final Turning turning;

  /**
   * What is around it.
   *
   * @param spec the specification
   * @param target where facts are
   * @param sources names of those that are followed
   * @param mandate in whose name
   * @param turns of the shift's streams
   * @param broken why streams cannot go on, if that is so
   * @param clock the time
   * @param nanos elapsed time
   */
  public record Around(
      MigrationSpec spec,
      TargetDatabase target,
      Supplier<Set<String>> sources,
      Mandate mandate,
      Turns turns,
      Supplier<@Nullable Problem> broken,
      Clock clock,
      LongSupplier nanos) {

    /** Whether every entity is in production. */
    boolean published() {
      Map<String, EntityState> states = target.progress().entityStates();
      return spec.entities().stream()
          .allMatch(entity -> states.get(entity.name()) == EntityState.LIVE);
    }
  }

  public Transit(Around around, CrossingInputs inputs) {
    this.around = around;
    this.inputs = inputs;
    List<Fence> sources = List.copyOf(inputs.sources().values());
    fences.put(Side.LEGACY, new JointFence(sources, inputs.atOnce()));
    fences.put(Side.NEW, new JointFence(List.of(inputs.target()), inputs.atOnce()));
    this.catchUp = new CatchUp(around.spec(), around.target(), inputs.sources(), inputs.back());
    AtOnce atOnce = new AtOnce(inputs.atOnce());
    this.turning =
        new Turning(around.target(), around.sources(), inputs.back(), around.turns(), atOnce);
  }

  /** Doing one of the steps by which clients are moved. */
  public Task doing(StepKind step) {
    return switch (step) {
      case ARM_RETURN -> new ArmTask(migration(), this::basis, clock(), inputs.back());
      case CROSS -> new CrossTask(this, Side.NEW);
      case CROSS_BACK -> new CrossTask(this, Side.LEGACY);
      case RETIRE_RETURN -> inputs.back()::retire;
      default -> throw new IllegalArgumentException(step + " moves nobody");
    };
  }

  /** Finding out what became of one that somebody had begun, by ending it. */
  public Task ending(StepKind step) {
    return switch (step) {
      case ARM_RETURN -> new DisarmTask(inputs.back(), CutoverProblem.interrupted(migration()));
      case CROSS -> new EndTask(this, Side.NEW);
      case CROSS_BACK -> new EndTask(this, Side.LEGACY);
      default -> throw new IllegalArgumentException(step + " moves nobody");
    };
  }

  /**
   * What goes on beside the steps: loops that bring changes back, the count of the window, and,
   * where clients come by gateways, the care that nobody writes the new stack too early, and a look
   * at how they fare where they were moved.
   */
  public List<Work> works() {
    List<Work> works = new ArrayList<>(inputs.back().loops());
    works.add(new WindowClock(around));
    Records records = new Records(rules(), inputs.routes(), inputs.signer());
    works.add(new FenceWatch(records::read, rules().routes(), fence(Side.LEGACY)));
    if (around.spec().traffic().gateways() != null) {
      Fence target = fence(Side.NEW);
      works.add(new ClosedNewStack(records::read, rules().routes(), target, this::follows));
      works.add(
          new StackWatch(
              records::read, rules().routes(), () -> inputs.routes().gateways(rules().group())));
    }
    return works;
  }

  /** Whether all of the new stack is there, and follows the legacy one. */
  private boolean follows() {
    return around.published() && turning.direction().way() == Direction.Way.FORWARD;
  }

  StreamPassage passage() {
    return new StreamPassage(
        inputs, catchUp, turning, around.mandate(), around.clock(), this::routes, ending()::proven);
  }

  Crossing crossing(StreamPassage works) {
    return new Crossing(rules(), inputs.routes(), inputs.signer(), fences, works, around.nanos());
  }

  Preparation preparation(StreamPassage works) {
    Duration longest = Duration.ofSeconds(around.spec().cutover().maxTransactionSeconds());
    ChangeWindow window = around.spec().cutover().changeWindow();
    return new Preparation(
        fences,
        catchUp,
        works,
        around.broken(),
        longest,
        () -> SafetyGates.changeWindow(window, around.clock().instant()));
  }

  /**
   * Does what raising the fence of a side need not do any more then; it can do without.
   *
   * @return false when somebody in flight is in the way just now
   */
  boolean anticipate(Side side) {
    try {
      return fence(side).anticipate();
    } catch (RuntimeException e) {
      LOG.info("the fence of {} will take longer: {}", side, e.toString());
      return true;
    }
  }

  /**
   * Clears away what fences left when they were lifted in a hurry. Beside everything else, and not
   * needed by anybody; by then somebody else may have raised them again.
   *
   * @param side that takes the writes
   */
  void tidy(Side side) {
    inputs
        .aside()
        .execute(
            () -> {
              try {
                fence(side).tidy();
              } catch (RuntimeException e) {
                LOG.info(
                    "what the fence of {} left stays until the next time: {}", side, e.toString());
              }
            });
  }

  Ending ending() {
    return new Ending(around, inputs.back());
  }

  Rules rules() {
    MigrationSpec spec = around.spec();
    Duration longest = Duration.ofMillis(spec.cutover().maxWritePauseMillis());
    return new Rules(
        around.mandate().owner(),
        spec.traffic().group(spec.name()),
        Set.copyOf(spec.traffic().routes()),
        longest.plus(MARGIN),
        longest);
  }

  /** Of the record in force. */
  long epoch() {
    return record().epoch();
  }

  /** Of the same: it stays what it is while canaries go their steps. */
  long basis() {
    return record().basis();
  }

  private Fence fence(Side side) {
    return Objects.requireNonNull(fences.get(side));
  }

  /** Routes that no gateway has, where clients come by gateways. */
  List<String> unknownRoutes() {
    return around.spec().traffic().gateways() == null
        ? List.of()
        : RouteRules.unknown(record(), rules().routes());
  }

  /** The side to which the record in force sends writes. */
  Side writes() {
    return new Sight(record(), rules().routes(), Map.of(), List.of()).writes();
  }

  private Map<String, RouteState> routes() {
    RouteRecord record = record();
    return rules().routes().stream().collect(Collectors.toMap(Function.identity(), record::route));
  }

  private RouteRecord record() {
    return new Records(rules(), inputs.routes(), inputs.signer()).read();
  }

  String migration() {
    return around.spec().name();
  }

  Clock clock() {
    return around.clock();
  }

  LongSupplier nanos() {
    return around.nanos();
  }
}
