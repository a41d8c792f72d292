package dev.crossfade.core.cutover;

import dev.crossfade.core.traffic.Side;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be done next, from nothing but what can be seen. Whoever comes after a crash needs no
 * memory of what was going on: an attempt that is not his own he ends, back before the record names
 * the other side, and forward from then on.
 *
 * <p>The record's epoch is the only one there is. An attempt goes on only while the record is the
 * very one that it put in force, and gives fences only orders of that epoch; whoever ends it puts
 * another record in force first. So an order that comes late is refused by record and fence alike,
 * and no two sides are ever open.
 */
public final class Conduct {

  private static final List<CutoverStep> WORKS =
      List.of(CutoverStep.CATCH_UP, CutoverStep.COMPARE, CutoverStep.READY);

  private Conduct() {}

  /** How an attempt is to go on. */
  public enum Will {
    GO_ON,
    /** Somebody wants it ended, it takes too long, or who agreed has changed his mind. */
    GIVE_UP
  }

  /**
   * An attempt of whoever asks.
   *
   * @param passage which
   * @param epoch of the latest record that it has put in force; 0 before the first
   * @param evidence what it has achieved
   * @param will how it is to go on
   */
  public record Own(Passage passage, long epoch, Evidence evidence, Will will) {}

  /**
   * What is to be done next.
   *
   * @param own the attempt of whoever asks, if he has one
   * @param taken epoch of the record by which whoever asks took over what he found; 0 for none
   */
  public static Move next(Optional<Own> own, long taken, Sight sight) {
    Optional<Passage> held = sight.held();
    if (held.isEmpty()) {
      return unheld(own, sight);
    }
    if (held.get().to() == sight.writes()) {
      return opening(sight);
    }
    return goingOn(own, sight).map(each -> across(each, sight)).orElseGet(() -> back(taken, sight));
  }

  /**
   * The sides whose fences have to be looked at. Whoever does not go on needs only the one that the
   * record names: that it opens must not depend on the other one.
   *
   * @param sight without fences
   */
  public static Set<Side> concerned(Optional<Own> own, Sight sight) {
    return goingOn(own, sight).isPresent() ? EnumSet.allOf(Side.class) : EnumSet.of(sight.writes());
  }

  /** The attempt, if it is on its way across. */
  private static Optional<Own> goingOn(Optional<Own> own, Sight sight) {
    return own.filter(each -> each.will() == Will.GO_ON)
        .filter(each -> each.epoch() == sight.record().epoch())
        .filter(each -> each.passage().to() != sight.writes())
        .filter(each -> sight.held().filter(each.passage()::equals).isPresent());
  }

  private static Move unheld(Optional<Own> own, Sight sight) {
    Side writes = sight.writes();
    long epoch = sight.record().epoch();
    Optional<Own> fresh = own.filter(each -> each.epoch() == 0);
    if (fresh.filter(each -> each.passage().to() == writes).isPresent()) {
      // somebody switched by hand: the other side is not fenced, and nothing was brought over
      return new Move.Rest(writes, epoch);
    }
    if (!sight.barrier(writes).open()) {
      return new Move.Lift(writes, epoch);
    }
    boolean begins = fresh.filter(each -> each.will() == Will.GO_ON).isPresent();
    return begins ? new Move.HoldWrites() : new Move.Rest(writes, epoch);
  }

  private static Move across(Own own, Sight sight) {
    long epoch = own.epoch();
    Side to = own.passage().to();
    if (!sight.unsettled().isEmpty()) {
      return new Move.Await();
    }
    if (!sight.barrier(to).raised()) {
      return new Move.Raise(to, epoch);
    }
    Barrier from = sight.barrier(to.other());
    if (!from.raised() || from.epoch() != epoch) {
      return new Move.Raise(to.other(), epoch);
    }
    return WORKS.stream()
        .filter(step -> !own.evidence().done().contains(step))
        .findFirst()
        .<Move>map(Move.Work::new)
        .orElseGet(() -> new Move.Switch(epoch + 1));
  }

  /** The fence is lifted before writes go on, so that none of them meets it. */
  private static Move back(long taken, Sight sight) {
    long epoch = sight.record().epoch();
    if (taken != epoch) {
      return new Move.TakeOver();
    }
    return opening(sight);
  }

  private static Move opening(Sight sight) {
    long epoch = sight.record().epoch();
    Side writes = sight.writes();
    Barrier barrier = sight.barrier(writes);
    return barrier.open() && barrier.epoch() >= epoch
        ? new Move.Release(epoch + 1)
        : new Move.Lift(writes, epoch);
  }
}
