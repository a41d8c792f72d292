package dev.crossfade.engine.reconcile;

import dev.crossfade.core.phase.Command;
import dev.crossfade.core.phase.Decider;
import dev.crossfade.core.phase.Decision;
import dev.crossfade.core.phase.Facts;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.spi.journal.Journal;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where people ask for something. Any process can take it: what is asked for is decided on what is
 * on record and recorded; whoever owns the migration reads it there and acts. Thread-safe.
 */
public final class Desk {

  /** What may be asked for at all: what nothing carries out yet is refused. */
  public static final Set<Trigger> OFFERED =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(Trigger.RELOAD)));

  private static final int MOST_RACES = 20;

  private final Journal journal;
  private final Clock clock;
  private final Supplier<String> ids;
  private final SignOffDemand demand;
  private final Set<Trigger> offered;

  /**
   * A desk that takes what is {@link #OFFERED}.
   *
   * @param demand who has to agree before a gate opens
   */
  public Desk(Journal journal, Clock clock, Supplier<String> ids, SignOffDemand demand) {
    this(journal, clock, ids, demand, OFFERED);
  }

  /**
   * @param offered what may be asked for at all
   */
  Desk(
      Journal journal,
      Clock clock,
      Supplier<String> ids,
      SignOffDemand demand,
      Set<Trigger> offered) {
    this.journal = journal;
    this.clock = clock;
    this.ids = ids;
    this.demand = demand;
    this.offered = Set.copyOf(offered);
  }

  /** What is on record. */
  public MigrationState read(String migration) {
    return new Record(journal, migration, ids).refresh();
  }

  /**
   * Tells what is on record again and again, and reads only what has been added. Thread-safe; what
   * cannot be reached is a {@code ProblemException} of kind TRANSIENT.
   */
  public Supplier<MigrationState> reader(String migration) {
    Record record = new Record(journal, migration, ids);
    return () -> {
      synchronized (record) {
        return record.refresh();
      }
    };
  }

  /**
   * Records what somebody wants.
   *
   * @return the state it led to
   * @throws ProblemException when it is not possible now, when the journal cannot be reached, or,
   *     of code {@link EngineProblem#ASKED_WITHOUT_ANSWER}, when nobody knows whether it was
   *     recorded
   */
  public MigrationState ask(String migration, Trigger what, String actor) {
    if (!offered.contains(what)) {
      throw EngineProblem.reloadNotOffered(migration).raise();
    }
    return take(migration, new Command.Ask(what), actor);
  }

  /** Records what somebody does about a sign-off; otherwise as {@link #ask}. */
  public MigrationState sign(String migration, Command command, String actor) {
    return take(migration, command, actor);
  }

  /** Records that somebody keeps the way back open for longer; otherwise as {@link #ask}. */
  public MigrationState extend(String migration, int hours, String actor, String reason) {
    return take(migration, new Command.Extend(hours, actor, reason), actor);
  }

  /** Records that the specification whose demand this desk knows counts from here on. */
  public MigrationState describe(String migration, String actor) {
    return take(migration, new Command.Describe(), actor);
  }

  private MigrationState take(String migration, Command command, String actor) {
    Record record = new Record(journal, migration, ids);
    for (int race = 0; race < MOST_RACES; race++) {
      MigrationState state = record.refresh();
      Decision decision =
          Decider.decide(state, command, Facts.onRecord(state, demand), clock.instant());
      if (decision.events().isEmpty()) {
        return state;
      }
      Record.End end = record.write(decision.events(), 0, clock.instant(), actor);
      if (end == Record.End.UNKNOWN) {
        end = settle(record, migration);
      }
      if (end == Record.End.WRITTEN) {
        return record.refresh();
      }
    }
    throw Problem.of(
            EngineProblem.JOURNAL_BUSY,
            migration + " changed " + MOST_RACES + " times while it was asked for something",
            "others write to its journal all the time",
            "ask again")
        .raise();
  }

  private static Record.End settle(Record record, String migration) {
    try {
      return record.settle();
    } catch (ProblemException e) {
      throw Problem.of(
              EngineProblem.ASKED_WITHOUT_ANSWER,
              "nobody knows whether what was asked of " + migration + " is recorded",
              e.problem().what(),
              "look at its state before you ask again")
          .raise(e);
    }
  }
}
