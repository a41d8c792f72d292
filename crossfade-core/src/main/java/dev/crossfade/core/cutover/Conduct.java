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
 *
 * <p>Only an attempt that has proven everything sends writes to the other side, and the record says
 * that it was one. Whoever does so by hand, in the middle of one, has moved nobody: that side stays
 * closed, and the one that was stopped is opened again.
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
   * An attempt of whoever asks, or one that he has found and ends.
   *
   * @param passage which
   * @param epoch of the latest record that it has put in force; 0 before the first, {@link #FOUND}
   *     for that of somebody who is gone
   * @param evidence what it has achieved
   * @param will how it is to go on
   */
  public record Own(Passage passage, long epoch, Evidence evidence, Will will) {

    /** Nobody knows how far it came. */
    public static final long FOUND = -1;

    /** Whether it has not held writes yet, so that it has stopped nobody. */
    boolean fresh() {
      return epoch == 0;
    }

    /** An attempt to send writes there that somebody had begun who is gone. */
    public static Own found(Side to) {
      return new Own(new Passage("found", to), FOUND, Evidence.NONE, Will.GIVE_UP);
    }
  }

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
   * The sides whose fences have to be looked at. That the side opens which takes the writes must
   * not depend on the other one, unless somebody came between.
   *
   * @param sight with the fences that were looked at so far
   */
  public static Set<Side> concerned(Optional<Own> own, Sight sight) {
    if (goingOn(own, sight).isPresent()) {
      return EnumSet.allOf(Side.class);
    } else if (own.isEmpty() || sight.held().isPresent() || brought(own.get(), sight)) {
      return EnumSet.of(sight.writes());
    }
    Side from = own.get().passage().to().other();
    return sight.closed(from) ? EnumSet.allOf(Side.class) : EnumSet.of(from);
  }

  /** The attempt, if it is on its way across. */
  private static Optional<Own> goingOn(Optional<Own> own, Sight sight) {
    return own.filter(each -> each.will() == Will.GO_ON)
        .filter(each -> each.epoch() == sight.record().epoch())
        .filter(each -> each.passage().to() != sight.writes())
        .filter(each -> sight.held().filter(each.passage()::equals).isPresent());
  }

  private static Move unheld(Optional<Own> own, Sight sight) {
    if (own.isPresent() && !brought(own.get(), sight)) {
      return stayed(own.get(), sight);
    }
    Side writes = sight.writes();
    long epoch = sight.record().epoch();
    return sight.barrier(writes).open()
        ? new Move.Rest(writes, epoch)
        : new Move.Lift(writes, epoch);
  }

  /** Whether an attempt has sent writes to the other side, and not somebody by hand. */
  private static boolean brought(Own own, Sight sight) {
    return own.passage().to() == sight.writes() && sight.moved() && !own.fresh();
  }

  /**
   * Writes go where they went before, or somebody has sent them to the other side, who cannot know
   * whether everything was brought over. If that one is open nevertheless, the attempt had come so
   * far, and writes were sent back since: what was written there must not be forgotten.
   */
  private static Move stayed(Own own, Sight sight) {
    Side to = own.passage().to();
    Side from = to.other();
    Side writes = sight.writes();
    long epoch = sight.record().epoch();
    if (sight.barrier(from).open()) {
      boolean begins = own.fresh() && own.will() == Will.GO_ON && writes == from;
      return begins ? new Move.HoldWrites() : new Move.Rest(writes, epoch, from);
    } else if (sight.barrier(to).open()) {
      return new Move.Rest(writes, epoch, own.fresh() ? from : to);
    }
    return writes == from ? new Move.Lift(from, epoch) : new Move.Reopen(from, epoch);
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
