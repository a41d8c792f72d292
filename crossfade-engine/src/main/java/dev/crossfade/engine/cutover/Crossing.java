package dev.crossfade.engine.cutover;

import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.cutover.Barrier;
import dev.crossfade.core.cutover.Conduct;
import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.cutover.Evidence;
import dev.crossfade.core.cutover.Move;
import dev.crossfade.core.cutover.Passage;
import dev.crossfade.core.cutover.Sight;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceOutcome;
import dev.crossfade.spi.cutover.FenceState;
import dev.crossfade.spi.cutover.FenceStop;
import dev.crossfade.spi.cutover.PassageWork;
import dev.crossfade.spi.traffic.RouteStore;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what {@link Conduct} says, one move at a time: looks, decides, does, and looks again.
 * It remembers nothing that has to survive; a process that begins anew ends what it finds. Calls
 * that fail leave it as it was: the next look shows what became of them. One thread at a time.
 */
public final class Crossing {

  private static final Duration SLICE = Duration.ofSeconds(1);
  private static final long ANY = -1;

  private final Rules rules;
  private final Records records;
  private final Map<Side, Fence> fences;
  private final PassageWork work;
  private final LongSupplier nanos;
  private @Nullable Attempt attempt;
  private long taken;

  public Crossing(
      Rules rules,
      RouteStore store,
      NoteSigner signer,
      Map<Side, Fence> fences,
      PassageWork work,
      LongSupplier nanos) {
    this.rules = rules;
    this.records = new Records(rules, store, signer);
    this.fences = new EnumMap<>(fences);
    this.work = work;
    this.nanos = nanos;
  }

  /** What this process is about. */
  private static final class Attempt {
    final Passage passage;
    final long from;
    long epoch;
    long begun;
    Evidence evidence = Evidence.NONE;
    Conduct.Will will = Conduct.Will.GO_ON;

    Attempt(Passage passage, long from, long begun) {
      this.passage = passage;
      this.from = from;
      this.begun = begun;
    }

    /** Whether it is this attempt, and nothing else, that has stopped a side. */
    boolean stopped(Side side, Optional<Passage> held) {
      return epoch != 0 && side != passage.to() && held.filter(passage::equals).isPresent();
    }
  }

  /**
   * Begins to move clients; whoever asks has found that the list says go.
   *
   * @throws IllegalStateException while another attempt is under way
   */
  public void begin(Passage passage) {
    begin(passage, ANY);
  }

  /**
   * The same, unless another record was put in force since. Steps of canaries are about something
   * else.
   *
   * @param from basis of the record that was in force when whoever asks began to look
   */
  void begin(Passage passage, long from) {
    if (attempt != null) {
      throw new IllegalStateException("an attempt is under way");
    }
    attempt = new Attempt(passage, from, nanos.getAsLong());
  }

  /**
   * Puts a record in force that says the same under another epoch, unless the one in force is of
   * this process. Then nobody begins any more who looked before.
   *
   * @return whether the one in force is
   */
  boolean outrun() {
    RouteRecord record = records.read();
    boolean ours = record.by().equals(rules.me());
    if (!ours) {
      records.again(record);
    }
    return ours;
  }

  /** Ends the attempt, if it is not too late for that. */
  public void giveUp() {
    if (attempt != null) {
      attempt.will = Conduct.Will.GIVE_UP;
    }
  }

  /** Whether an attempt is under way in this process. */
  public boolean underWay() {
    return attempt != null;
  }

  /** Whether the attempt of this process is to be ended, for whatever reason. */
  public boolean givenUp() {
    return attempt != null && attempt.will == Conduct.Will.GIVE_UP;
  }

  /** Looks and does what is to be done next. */
  public Move step() {
    RouteRecord record = records.read();
    learn(record);
    return step(own(), record);
  }

  /** The same for an attempt that somebody had begun who is gone: ends it. */
  Move end(Side to) {
    RouteRecord record = records.read();
    learn(record);
    return step(Optional.of(Conduct.Own.found(to)), record);
  }

  private Move step(Optional<Conduct.Own> own, RouteRecord record) {
    Sight sight = look(own, record);
    Move move = Conduct.next(own, taken, sight);
    carryOut(move, sight);
    return move;
  }

  private Sight look(Optional<Conduct.Own> own, RouteRecord record) {
    Sight sight = new Sight(record, rules.routes(), Map.of(), records.unsettled(record));
    Set<Side> concerned = Conduct.concerned(own, sight);
    while (!sight.barriers().keySet().containsAll(concerned)) {
      sight = sight.with(barriers(concerned));
      concerned = Conduct.concerned(own, sight);
    }
    return sight;
  }

  private Map<Side, Barrier> barriers(Set<Side> sides) {
    Map<Side, Barrier> barriers = new EnumMap<>(Side.class);
    sides.forEach(side -> barriers.put(side, barrier(fence(side).glance())));
    return barriers;
  }

  private static Barrier barrier(FenceState state) {
    return new Barrier(state.epoch(), Barrier.Standing.valueOf(state.standing().name()));
  }

  /**
   * A record that was put in force from here counts once it is seen there. To have held writes is
   * not to have taken over: a switch of one's own may be under way without one's knowing.
   */
  private void learn(RouteRecord record) {
    if (records.tookOver(record)) {
      taken = record.epoch();
    }
    Attempt mine = attempt;
    if (mine == null || mine.epoch != 0) {
      return;
    }
    if (records.holds(record)) {
      mine.epoch = record.epoch();
    } else if (mine.from != ANY && record.basis() != mine.from) {
      mine.will = Conduct.Will.GIVE_UP;
    }
  }

  private Optional<Conduct.Own> own() {
    Attempt mine = attempt;
    if (mine == null) {
      return Optional.empty();
    }
    if (nanos.getAsLong() - mine.begun > rules.longest().toNanos()) {
      mine.will = Conduct.Will.GIVE_UP;
    }
    return Optional.of(new Conduct.Own(mine.passage, mine.epoch, mine.evidence, mine.will));
  }

  private void carryOut(Move move, Sight sight) {
    RouteRecord record = sight.record();
    if (move instanceof Move.HoldWrites && attempt != null) {
      records.hold(record, attempt.passage.hold());
    } else if (move instanceof Move.Raise raise) {
      raise(raise);
    } else if (move instanceof Move.Work each) {
      work(each.step());
    } else if (move instanceof Move.Switch && attempt != null) {
      if (work(CutoverStep.SWITCH)) {
        records.move(record, attempt.passage);
      }
    } else if (move instanceof Move.TakeOver) {
      records.again(record);
    } else if (move instanceof Move.Lift lift) {
      lift(lift, sight.held());
    } else if (move instanceof Move.Reopen reopen) {
      work.abandoning(reopen.side(), reopen.epoch());
      fence(reopen.side()).lift(reopen.epoch());
    } else if (move instanceof Move.Release) {
      records.release(record);
    } else if (move instanceof Move.Rest) {
      attempt = null;
    }
  }

  private void lift(Move.Lift lift, Optional<Passage> held) {
    Attempt mine = attempt;
    if (mine != null && mine.stopped(lift.side(), held)) {
      work.returning(lift.side(), lift.epoch());
    } else {
      work.opening(lift.side(), lift.epoch());
    }
    fence(lift.side()).lift(lift.epoch());
  }

  /** A refusal ends nothing: whoever is in flight may end in time. */
  private void raise(Move.Raise raise) {
    FenceOutcome outcome = fence(raise.side()).raise(raise.epoch(), slice());
    if (outcome instanceof FenceOutcome.Outrun) {
      giveUp();
    }
  }

  /** Short, so that whoever wants it ended is heard. */
  private Duration slice() {
    Duration left = left();
    return left.compareTo(SLICE) < 0 ? left : SLICE;
  }

  private Duration left() {
    Attempt mine = attempt;
    long spent = mine == null ? 0 : nanos.getAsLong() - mine.begun;
    return Duration.ofNanos(Math.max(0, rules.longest().toNanos() - spent));
  }

  private boolean work(CutoverStep step) {
    Attempt mine = attempt;
    if (mine == null) {
      return false;
    }
    Optional<FenceStop> stop = fence(mine.passage.to().other()).glance().stop();
    PassageWork.Result result =
        stop.map(at -> work.work(step, mine.passage.to(), at)).orElse(PassageWork.Result.NOT_YET);
    if (result == PassageWork.Result.DONE) {
      mine.evidence = mine.evidence.with(step);
      return true;
    } else if (result == PassageWork.Result.REFUSED) {
      giveUp();
    }
    return false;
  }

  private Fence fence(Side side) {
    Fence fence = fences.get(side);
    if (fence == null) {
      throw new IllegalStateException("no fence of " + side);
    }
    return fence;
  }
}
