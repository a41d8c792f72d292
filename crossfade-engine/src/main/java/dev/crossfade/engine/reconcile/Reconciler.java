package dev.crossfade.engine.reconcile;

import dev.crossfade.core.phase.Command;
import dev.crossfade.core.phase.Decider;
import dev.crossfade.core.phase.Decision;
import dev.crossfade.core.phase.Effect;
import dev.crossfade.core.phase.Facts;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Order;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.journal.Lease;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that owns a migration: hold the lease, read the journal, decide, append what was decided
 * on condition of version and epoch, and only then bring it about. What comes back is the next
 * thing to decide about. Of any number of these loops one acts; each may die or be frozen at any
 * moment.
 */
public final class Reconciler implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final String migration;
  private final String owner;
  private final DataPlane plane;
  private final Tenure tenure;
  private final Record record;
  private final Clock clock;
  private final Duration rest;
  private final Duration waiting;
  private final SignOffDemand demand;
  private final Deque<Command> pending = new ArrayDeque<>();
  private int found;

  /** Whether the write whose end is not known is about the first pending command. */
  private boolean unknownReport;

  private volatile MigrationState seen;
  private volatile boolean acting;
  private volatile long fenced;

  /**
   * @param migration what to own
   * @param owner this process, different from every other, also from its own predecessor
   * @param store journal and leases
   * @param plane what moves the data
   * @param ttl how long a lease is good without a sign of life
   * @param clock the time
   * @param ids draws a name for each append, never the same twice
   * @param demand who has to agree before a gate opens
   */
  public Reconciler(
      String migration,
      String owner,
      ControlStore store,
      DataPlane plane,
      Duration ttl,
      Clock clock,
      Supplier<String> ids,
      SignOffDemand demand) {
    this.migration = migration;
    this.owner = owner;
    this.plane = plane;
    this.tenure = new Tenure(store.leases(), migration, owner, ttl, clock);
    this.record = new Record(store.journal(), migration, ids);
    this.clock = clock;
    this.rest = ttl.dividedBy(50);
    this.waiting = ttl.dividedBy(10);
    this.demand = demand;
    this.seen = record.state();
  }

  @Override
  public String name() {
    return "reconcile-" + migration;
  }

  /** The state as this loop saw it last. */
  public MigrationState state() {
    return seen;
  }

  /** Whether this process acts for the migration, and has read what was decided before. */
  public boolean acts() {
    return acting;
  }

  /**
   * The epoch under which it acts, as long as its lease is still to be believed in: what others ask
   * right before they do something in its name. Empty while nobody may.
   */
  public OptionalLong mayAct() {
    return acting && tenure.sound() ? OptionalLong.of(fenced) : OptionalLong.empty();
  }

  /** Who acts instead of this process, if somebody does. */
  public Optional<Holder> otherHolder() {
    return tenure.otherHolder();
  }

  @Override
  public @Nullable Duration step() {
    Optional<Lease> lease = hold();
    if (lease.isEmpty()) {
      return waiting;
    }
    long epoch = lease.get().epoch();
    try {
      if (fenced != epoch) {
        plane.fence(epoch);
        found = record.refresh().here().number();
        fenced = epoch;
      }
      return act(epoch);
    } catch (OvertakenException e) {
      overtaken(epoch);
      return waiting;
    } catch (ProblemException e) {
      if (e.problem().code() == EngineProblem.STILL_UNDER_WAY) {
        tenure.end();
      }
      throw e;
    } catch (RuntimeException e) {
      // nobody knows how far it came: the next owner reads
      letGo();
      tenure.lose();
      throw e;
    }
  }

  private Optional<Lease> hold() {
    boolean had = tenure.held();
    try {
      Optional<Lease> lease = tenure.hold();
      if (had && lease.isEmpty()) {
        letGo();
      }
      return lease;
    } catch (ProblemException e) {
      if (had && !tenure.sound()) {
        tenure.lose();
        letGo();
      }
      throw e;
    }
  }

  private @Nullable Duration act(long epoch) {
    settle();
    MigrationState state = record.refresh();
    seen = state;
    acting = true;
    if (state.over()) {
      letGo();
      tenure.end();
      return null;
    }
    return decide(state, epoch);
  }

  /** Finds out about the last write at once: what was reported counts only if it is recorded. */
  private void settle() {
    boolean written = record.settle() == Record.End.WRITTEN;
    if (unknownReport && written) {
      pending.poll();
    }
    unknownReport = false;
  }

  private Duration decide(MigrationState state, long epoch) {
    Command command = pending.isEmpty() ? new Command.Look() : pending.peek();
    Facts facts = new Facts(epoch, found, plane.flags(), demand);
    Decision decision = Decider.decide(state, command, facts, clock.instant());
    if (!decision.events().isEmpty()) {
      Record.End end = record.write(decision.events(), epoch, clock.instant(), owner);
      if (end == Record.End.OVERTAKEN) {
        throw new OvertakenException("the journal has a later owner");
      } else if (end != Record.End.WRITTEN) {
        unknownReport = end == Record.End.UNKNOWN && !(command instanceof Command.Look);
        return Duration.ZERO;
      }
      decision.events().forEach(event -> LOG.info("{} epoch={} {}", migration, epoch, event));
      seen = record.state();
    }
    pending.poll();
    if (!pending.isEmpty()) {
      // what is still to be taken in may be about the very thing that would be done now
      return Duration.ZERO;
    }
    decision.effects().forEach(effect -> bringAbout(effect, epoch));
    return decision.events().isEmpty() && !news() ? rest : Duration.ZERO;
  }

  private boolean news() {
    return pending.stream()
        .anyMatch(
            each ->
                !(each instanceof Command.Report report
                    && report.outcome() instanceof Outcome.Unknown));
  }

  private void bringAbout(Effect effect, long epoch) {
    if (!tenure.sound()) {
      return;
    }
    if (effect instanceof Effect.Perform perform) {
      report(perform.order(), perform(perform.order(), epoch));
    } else if (effect instanceof Effect.Probe probe) {
      report(probe.order(), plane.probe(probe.order(), epoch));
    } else if (effect instanceof Effect.Follow follow) {
      plane
          .follow(follow.visit(), epoch)
          .ifPresent(problem -> pending.add(new Command.Break(follow.visit(), problem)));
    }
  }

  /** An attempt that ends in an exception may have had its effect. */
  private Optional<Outcome<String>> perform(Order order, long epoch) {
    try {
      return plane.perform(order, epoch);
    } catch (ProblemException e) {
      return Optional.of(new Outcome.Unknown<>(e.problem()));
    }
  }

  private void report(Order order, Optional<Outcome<String>> outcome) {
    outcome.ifPresent(end -> pending.add(new Command.Report(order, end)));
  }

  private void overtaken(long epoch) {
    LOG.warn("overtaken, not acting any more: migration={} epoch={}", migration, epoch);
    letGo();
    tenure.lose();
  }

  /** What was under way here is for the next owner to find out. */
  private void letGo() {
    acting = false;
    pending.clear();
    unknownReport = false;
    plane.letGo();
  }

  /**
   * Ends this process's part cleanly: nothing is under way here any more, and the lease is free.
   */
  public void end() {
    letGo();
    tenure.end();
  }
}
