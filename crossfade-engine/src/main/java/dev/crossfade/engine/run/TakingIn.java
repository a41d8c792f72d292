package dev.crossfade.engine.run;

import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a migration go on from where it is, and waits until all of its specification is live: what
 * the specification gained is asked for as soon as that is possible. A database that is away
 * meanwhile is waited for.
 */
public final class TakingIn {

  private static final Logger LOG = LoggerFactory.getLogger(TakingIn.class);

  /** Looks between two tries of what did not work. */
  private static final int LOOKS = 30;

  private final MigrationRun run;
  private final BooleanSupplier begun;
  private final Looking looking;

  /** What is done while it is waited for. */
  @FunctionalInterface
  public interface Looking {

    /** Looks, and rests a moment; false when nobody waits any more. */
    boolean goesOn() throws InterruptedException;
  }

  /**
   * @param begun whether what is live is followed, too; asked last
   */
  public TakingIn(MigrationRun run, BooleanSupplier begun, Looking looking) {
    this.run = run;
    this.begun = begun;
    this.looking = looking;
  }

  /**
   * Asks, and waits, until nothing is left to be asked for.
   *
   * @param actor who asks
   * @return false when nobody waits any more
   * @throws ProblemException when what has to be asked for is not possible
   */
  public boolean await(String actor) throws InterruptedException {
    MigrationState asked = patiently(() -> run.goOn(actor), looking);
    while (asked != null && reached(asked)) {
      asked = patiently(() -> run.takeIn(actor), looking);
      if (asked != null && asked.phase().live() && !run.takesInMore()) {
        return true;
      }
    }
    return false;
  }

  private boolean reached(MigrationState asked) throws InterruptedException {
    while (run.state().version() < asked.version()
        || !run.progress().phase().live()
        || run.takesInLater()
        || !begun.getAsBoolean()) {
      if (!looking.goesOn()) {
        return false;
      }
    }
    return true;
  }

  /** The answer; null when nobody waits for it any more. */
  static @Nullable MigrationState patiently(Supplier<MigrationState> ask, Looking looking)
      throws InterruptedException {
    while (true) {
      try {
        return ask.get();
      } catch (ProblemException e) {
        if (e.problem().code().kind() != Kind.TRANSIENT) {
          throw e;
        }
        LOG.debug("cannot be asked yet", e);
      }
      for (int look = 0; look < LOOKS; look++) {
        if (!looking.goesOn()) {
          return null;
        }
      }
    }
  }
}
