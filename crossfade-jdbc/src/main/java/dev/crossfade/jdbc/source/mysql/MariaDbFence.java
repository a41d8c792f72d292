package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.FenceProblem;
import dev.crossfade.jdbc.source.FenceScope;
import dev.crossfade.jdbc.source.LatelyClean;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.SourceTransaction;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceOutcome;
import dev.crossfade.spi.cutover.FenceState;
import dev.crossfade.spi.cutover.FenceState.Standing;
import dev.crossfade.spi.cutover.FenceStop;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A fence of guards. Each step is done for good at once, so each is remembered before, and a later
 * order takes up where an earlier one was broken off.
 */
public final class MariaDbFence implements Fence {

  private static final String SETTINGS =
      "SET sql_log_bin = 0, lock_wait_timeout = 1, innodb_lock_wait_timeout = 5,"
          + " idle_transaction_timeout = 2";

  private final String migration;
  private final FenceGate gate;
  private final FenceGuards guards;
  private final FenceDrops drops;
  private final FenceObstacles obstacles;
  private final FenceTurn turn;
  private final MysqlMarks marks;
  private final SourceSession session;
  private final LatelyClean clean = new LatelyClean();

  public MariaDbFence(SourceSettings settings, FenceScope scope) {
    this.migration = settings.migration();
    Set<String> ours = new TreeSet<>(scope.ours());
    ours.add(settings.user());
    this.gate = new FenceGate(migration);
    this.guards = new FenceGuards(migration, settings.database(), scope, ours);
    this.drops = new FenceDrops(migration, scope, ours);
    this.obstacles = new FenceObstacles(scope, ours, settings.label());
    this.turn = new FenceTurn(settings.database(), migration);
    MysqlConnections connections = new MysqlConnections(settings, new SourceFailures(settings));
    this.marks = new MysqlMarks(connections.session(), migration);
    this.session = new SourceSession(() -> quiet(connections), connections.failures());
  }

  /** Triggers and rights are nothing that the log's readers have to know. */
  private static Connection quiet(MysqlConnections connections) throws SQLException {
    return SourceSession.Opener.set(connections::open, SETTINGS);
  }

  @Override
  public void prepare() {
    session.act("prepare the fence", MariaDbFence::prepare);
  }

  private static void prepare(Connection connection) throws SQLException {
    MysqlMarks.ensureTable(connection);
    if (!FenceTables.complete(connection)) {
      FenceTables.create(connection);
    }
  }

  @Override
  public List<Problem> check(Duration longest) {
    return session.run(
        "check the fence",
        c -> {
          List<Problem> problems = new ArrayList<>(obstacles.holes(c));
          problems.addAll(obstacles.othersInFlight(c, longest));
          return problems;
        });
  }

  /** Makes the guards, each of which takes a lock for a moment and some milliseconds. */
  @Override
  public boolean anticipate() {
    return session.run(
        "anticipate the fence",
        c -> {
          prepare(c);
          boolean free = !turn.take(c, 0) || guarded(c);
          clean.found(obstacles.holes(c).isEmpty());
          return free;
        });
  }

  private boolean guarded(Connection connection) throws SQLException {
    gate.ensure(connection);
    boolean complete = guards.complete(connection);
    turn.release(connection);
    return complete;
  }

  @Override
  public FenceOutcome raise(long epoch, Duration budget) {
    return session.run(
        "raise the fence",
        c -> {
          long end = System.nanoTime() + budget.toNanos();
          prepare(c);
          FenceTables.Line line = FenceTables.read(c, migration);
          if (line.outruns(epoch)) {
            return new FenceOutcome.Outrun(line.epoch());
          }
          if (line.epoch() == epoch && line.stop() != null) {
            return new FenceOutcome.Raised(line.stop());
          }
          List<Problem> holes = clean.holds() ? List.of() : obstacles.holes(c);
          return holes.isEmpty() ? inTurn(c, line, epoch, end) : new FenceOutcome.Refused(holes);
        });
  }

  private FenceOutcome inTurn(Connection c, FenceTables.Line line, long epoch, long end)
      throws SQLException {
    if (line.epoch() < epoch) {
      turn.insist(c);
    } else if (!turn.take(c, seconds(end))) {
      return new FenceOutcome.Refused(List.of(late("somebody else is raising it")));
    }
    FenceOutcome outcome = rise(c, epoch, end);
    turn.release(c);
    return outcome;
  }

  private static int seconds(long end) {
    return (int) Math.max(0, Math.min(60, (end - System.nanoTime()) / 1_000_000_000L));
  }

  private FenceOutcome rise(Connection connection, long epoch, long end) throws SQLException {
    FenceTables.Line line = FenceTables.read(connection, migration);
    if (line.epoch() == epoch && line.stop() != null) {
      return new FenceOutcome.Raised(line.stop());
    }
    if (!FenceTables.rise(connection, migration, epoch)) {
      return outrun(connection);
    }
    gate.ensure(connection);
    drops.take(connection);
    while (!(drops.ended(connection) && closed(connection, epoch))) {
      if (System.nanoTime() >= end) {
        return new FenceOutcome.Refused(waitedFor(connection));
      }
    }
    List<Problem> holes = obstacles.holes(connection);
    return holes.isEmpty() ? stop(connection, epoch) : new FenceOutcome.Refused(holes);
  }

  /** Whoever writes a table that has its guards is waited for by the gate, others by the guards. */
  private boolean closed(Connection connection, long epoch) throws SQLException {
    return gate.close(connection, epoch) && guards.complete(connection);
  }

  private List<Problem> waitedFor(Connection connection) throws SQLException {
    List<Problem> open = obstacles.inFlight(connection, Duration.ZERO);
    return open.isEmpty() ? List.of(late("transactions in flight did not end before")) : open;
  }

  private static Problem inUse() {
    return Problem.of(
        FenceProblem.IN_FLIGHT,
        "Triggers of the fence were not dropped in time",
        "transactions in flight use their tables; the triggers let everybody pass by now",
        "try again when there are fewer transactions");
  }

  private static Problem late(String why) {
    return Problem.of(
        FenceProblem.IN_FLIGHT,
        "The fence was not raised in time",
        why,
        "try again when there are fewer transactions");
  }

  private FenceOutcome stop(Connection connection, long epoch) throws SQLException {
    Mark mark = marks.write();
    String log = Binlogs.ask(connection).end();
    FenceStop stop = new FenceStop(epoch, mark, log);
    boolean stood =
        SourceTransaction.run(
            connection,
            c -> {
              FenceTables.Line line = FenceTables.hold(c, migration);
              boolean current = line.epoch() == epoch && line.standing() == Standing.RISING;
              if (current) {
                FenceTables.store(
                    c,
                    migration,
                    new FenceTables.Line(epoch, Standing.RAISED, line.lifted(), stop));
              }
              return current;
            });
    return stood ? new FenceOutcome.Raised(stop) : outrun(connection);
  }

  private FenceOutcome outrun(Connection connection) throws SQLException {
    return new FenceOutcome.Outrun(FenceTables.read(connection, migration).epoch());
  }

  /** Whoever has the turn raises or lifts it; the next call finds what he has left. */
  @Override
  public void retake(long epoch) {
    session.act(
        "raise the fence around what was left out",
        c -> {
          prepare(c);
          if (turn.take(c, 0)) {
            FenceTables.Line line = FenceTables.read(c, migration);
            if (line.epoch() == epoch && line.stop() != null) {
              drops.take(c);
              guards.complete(c);
            }
            turn.release(c);
          }
        });
  }

  @Override
  public FenceOutcome lift(long epoch) {
    return session.run(
        "lift the fence",
        c -> {
          prepare(c);
          FenceTables.Line line = FenceTables.read(c, migration);
          if (epoch < line.epoch()) {
            return new FenceOutcome.Outrun(line.epoch());
          }
          turn.insist(c);
          FenceOutcome outcome = open(c, epoch);
          if (outcome instanceof FenceOutcome.Lifted) {
            drops.giveBack(c);
          }
          turn.release(c);
          return outcome;
        });
  }

  /** Whoever has the turn goes on; a newer order ends this. */
  @Override
  public void tidy() {
    session.act(
        "tidy up the fence",
        c -> {
          if (FenceTables.prepared(c) && turn.take(c, 0)) {
            FenceTables.Line line = FenceTables.read(c, migration);
            if (line.standing() == Standing.OPEN) {
              drops.giveBack(c);
              guards.clear(c);
            }
            turn.release(c);
          }
        });
  }

  /** From its commit on the guards let everybody pass. */
  private FenceOutcome open(Connection connection, long epoch) throws SQLException {
    return SourceTransaction.run(
        connection,
        c -> {
          FenceTables.Line line = FenceTables.hold(c, migration);
          if (epoch < line.epoch()) {
            return new FenceOutcome.Outrun(line.epoch());
          }
          FenceTables.store(c, migration, new FenceTables.Line(epoch, Standing.OPEN, epoch, null));
          return new FenceOutcome.Lifted();
        });
  }

  @Override
  public List<String> left() {
    return session.run("look at what is left of the fence", this::left);
  }

  private List<String> left(Connection connection) throws SQLException {
    List<String> left = new ArrayList<>();
    if (FenceTables.prepared(connection)) {
      drops
          .remembered(connection)
          .forEach(right -> left.add("give back DROP " + FenceDrops.text(right)));
      FenceTables.left(connection, migration).ifPresent(left::add);
    }
    guards
        .names(connection)
        .forEach(name -> left.add("drop trigger " + name.get(0) + "." + name.get(1)));
    return left;
  }

  /** Guards last: they let everybody pass from the first step on. */
  @Override
  public void remove() {
    session.act(
        "remove the fence",
        c -> {
          turn.insist(c);
          if (FenceTables.prepared(c)) {
            open(c, FenceTables.read(c, migration).epoch());
            drops.giveBack(c);
          }
          guards.clear(c);
          if (!guards.names(c).isEmpty()) {
            throw inUse().raise();
          }
          if (FenceTables.prepared(c)) {
            FenceTables.forget(c, migration);
          }
          turn.release(c);
        });
  }

  @Override
  public FenceState state() {
    return session.run("read the fence", this::state);
  }

  @Override
  public FenceState glance() {
    return session.run("read the fence", this::glance);
  }

  private FenceState glance(Connection connection) throws SQLException {
    if (!FenceTables.prepared(connection)) {
      return FenceState.NONE;
    }
    FenceTables.Line line = FenceTables.read(connection, migration);
    return new FenceState(
        line.epoch(), line.standing(), Optional.ofNullable(line.stop()), List.of());
  }

  private FenceState state(Connection connection) throws SQLException {
    if (!FenceTables.prepared(connection)) {
      return FenceState.NONE;
    }
    FenceState line = glance(connection);
    List<String> leaks = new ArrayList<>();
    if (line.standing() == Standing.OPEN) {
      drops.remembered(connection).forEach(right -> leaks.add("DROP is not given back: " + right));
      guards.names(connection).forEach(name -> leaks.add("trigger is left: " + name.get(1)));
    } else {
      drops.held(connection).forEach(right -> leaks.add("DROP was given: " + right));
      if (line.standing() == Standing.RAISED && !guards.stands(connection)) {
        leaks.add("guards are missing");
      }
    }
    return line.leaking(leaks);
  }

  @Override
  public void close() {
    marks.close();
    session.close();
  }
}
