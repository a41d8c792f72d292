package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.FenceProblem;
import dev.crossfade.jdbc.source.FenceScope;
import dev.crossfade.jdbc.source.LatelyClean;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.SourceTransaction;
import dev.crossfade.jdbc.sql.CreationLock;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceOutcome;
import dev.crossfade.spi.cutover.FenceState;
import dev.crossfade.spi.cutover.FenceState.Standing;
import dev.crossfade.spi.cutover.FenceStop;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fence of rights. One transaction takes and remembers them, a second one locks the tables, which
 * is granted once nobody who wrote is in flight, and writes the mark. Whoever begins to write after
 * that lock finds the rights gone: PostgreSQL takes notice of them with every lock on a table.
 */
public final class PostgresFence implements Fence {

  /** Who falls asleep in the middle keeps neither locks nor others' orders waiting. */
  private static final String SETTINGS =
      "SET synchronous_commit = on; SET idle_in_transaction_session_timeout = '2s'";

  private static final long PATIENCE_MILLIS = 250;
  private static final String LOCK_NOT_GRANTED = "55P03";
  private static final String DEADLOCK = "40P01";

  private final String migration;
  private final PostgresScope scope;
  private final FenceRights rights;
  private final FenceChecks checks;
  private final SourceSession session;
  private final LatelyClean clean = new LatelyClean();

  public PostgresFence(SourceSettings settings, FenceScope scope) {
    this.migration = settings.migration();
    this.scope = new PostgresScope(scope, settings.user());
    this.rights = new FenceRights(migration, this.scope);
    this.checks = new FenceChecks(migration, this.scope, settings.label());
    PostgresConnections connections =
        new PostgresConnections(settings, new SourceFailures(settings));
    this.session = new SourceSession(() -> durable(connections), connections.failures());
  }

  /** What is said to be fenced is fenced on whatever server takes over. */
  private static Connection durable(PostgresConnections connections) throws SQLException {
    return SourceSession.Opener.set(connections::open, SETTINGS);
  }

  @Override
  public void prepare() {
    session.act("prepare the fence", PostgresFence::prepare);
  }

  private static void prepare(Connection connection) throws SQLException {
    if (!FenceRow.prepared(connection)) {
      SourceTransaction.run(
          connection,
          c -> {
            CreationLock.take(c);
            FenceRow.create(c);
            return true;
          });
    }
  }

  @Override
  public List<Problem> check(Duration longest) {
    return session.run(
        "check the fence",
        c -> {
          List<Problem> problems = new ArrayList<>(checks.holes(c));
          problems.addAll(checks.inFlight(c, longest));
          return problems;
        });
  }

  /** Looks for what would make it no fence. */
  @Override
  public boolean anticipate() {
    session.act("anticipate the fence", c -> clean.found(checks.holes(c).isEmpty()));
    return true;
  }

  @Override
  public FenceOutcome raise(long epoch, Duration budget) {
    return session.run("raise the fence", c -> raise(c, epoch, budget));
  }

  private FenceOutcome raise(Connection connection, long epoch, Duration budget)
      throws SQLException {
    long begun = System.nanoTime();
    prepare(connection);
    FenceRow row = FenceRow.read(connection, migration);
    if (row.outruns(epoch)) {
      return new FenceOutcome.Outrun(row.epoch());
    }
    if (row.epoch() == epoch && row.stop() != null) {
      return new FenceOutcome.Raised(row.stop());
    }
    List<Problem> holes = clean.holds() ? List.of() : checks.holes(connection);
    if (!holes.isEmpty()) {
      return new FenceOutcome.Refused(holes);
    }
    if (!SourceTransaction.run(connection, c -> rise(c, epoch))) {
      return new FenceOutcome.Outrun(FenceRow.read(connection, migration).epoch());
    }
    Optional<FenceOutcome> stopped = stop(connection, epoch);
    while (stopped.isEmpty()) {
      if (System.nanoTime() - begun >= budget.toNanos()) {
        return new FenceOutcome.Refused(late(connection));
      }
      stopped = stop(connection, epoch);
    }
    return stopped.get();
  }

  /** Takes the rights; from its commit on nobody begins to write. */
  private boolean rise(Connection connection, long epoch) throws SQLException {
    FenceRow row = FenceRow.hold(connection, migration);
    if (row.outruns(epoch)) {
      return false;
    }
    if (row.epoch() < epoch || row.stop() == null) {
      rights.take(connection);
      new FenceRow(epoch, Standing.RISING, null).store(connection, migration);
    }
    return true;
  }

  /** Waits a moment for whoever is in flight; empty when somebody still is. */
  private Optional<FenceOutcome> stop(Connection connection, long epoch) throws SQLException {
    try {
      return Optional.of(SourceTransaction.run(connection, c -> stopped(c, epoch)));
    } catch (SQLException e) {
      if (LOCK_NOT_GRANTED.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private FenceOutcome stopped(Connection connection, long epoch) throws SQLException {
    execute(connection, "SET LOCAL lock_timeout = " + PATIENCE_MILLIS);
    execute(connection, scope.lock());
    FenceRow row = FenceRow.hold(connection, migration);
    if (row.outruns(epoch)) {
      return new FenceOutcome.Outrun(row.epoch());
    }
    if (row.stop() != null) {
      return new FenceOutcome.Raised(row.stop());
    }
    List<Problem> holes = new ArrayList<>(checks.holes(connection));
    rights.held(connection).forEach(right -> holes.add(given(right)));
    if (!holes.isEmpty()) {
      return new FenceOutcome.Refused(holes);
    }
    Mark mark = PostgresMarks.write(connection, migration);
    FenceStop stop = new FenceStop(epoch, mark, position(connection));
    new FenceRow(epoch, Standing.RAISED, stop).store(connection, migration);
    return new FenceOutcome.Raised(stop);
  }

  private static Problem given(FenceRight right) {
    return Problem.of(
        FenceProblem.BYPASSED,
        "Somebody may write in spite of the fence",
        right.text() + " was given while rights were taken",
        "revoke it, and let nobody grant while a fence is raised");
  }

  private List<Problem> late(Connection connection) throws SQLException {
    List<Problem> open = checks.inFlight(connection, Duration.ZERO);
    return open.isEmpty()
        ? List.of(
            Problem.of(
                FenceProblem.IN_FLIGHT,
                "The fence was not raised in time",
                "transactions in flight did not end before",
                "try again when there are fewer"))
        : open;
  }

  @Override
  public void retake(long epoch) {
    session.act(
        "raise the fence around what was left out",
        connection -> {
          prepare(connection);
          SourceTransaction.run(connection, c -> retaken(c, epoch));
        });
  }

  private boolean retaken(Connection connection, long epoch) throws SQLException {
    FenceRow row = FenceRow.hold(connection, migration);
    boolean stands = row.epoch() == epoch && row.stop() != null;
    if (stands) {
      rights.take(connection);
    }
    return stands;
  }

  @Override
  public FenceOutcome lift(long epoch) {
    return session.run(
        "lift the fence",
        connection -> {
          prepare(connection);
          return SourceTransaction.run(connection, c -> lift(c, epoch));
        });
  }

  private FenceOutcome lift(Connection connection, long epoch) throws SQLException {
    FenceRow row = FenceRow.hold(connection, migration);
    if (epoch < row.epoch()) {
      return new FenceOutcome.Outrun(row.epoch());
    }
    if (row.standing() != Standing.OPEN) {
      rights.giveBack(connection);
    }
    new FenceRow(epoch, Standing.OPEN, null).store(connection, migration);
    return new FenceOutcome.Lifted();
  }

  /** One transaction gives everything back. */
  @Override
  public void tidy() {}

  @Override
  public List<String> left() {
    return session.run("look at what is left of the fence", this::left);
  }

  private List<String> left(Connection connection) throws SQLException {
    List<String> left = new ArrayList<>();
    if (FenceRow.prepared(connection)) {
      rights.remembered(connection).forEach(right -> left.add("give back " + right.text()));
      FenceRow.left(connection, migration).ifPresent(left::add);
    }
    return left;
  }

  @Override
  public void remove() {
    session.act("remove the fence", connection -> SourceTransaction.run(connection, this::removed));
  }

  private boolean removed(Connection connection) throws SQLException {
    execute(connection, "SET LOCAL lock_timeout = '5s'");
    CreationLock.take(connection);
    if (FenceRow.prepared(connection)) {
      FenceRow.hold(connection, migration);
      rights.giveBack(connection);
      FenceRow.forget(connection, migration);
    }
    OwnSchema.dropIfEmpty(connection);
    return true;
  }

  @Override
  public FenceState state() {
    return session.run("read the fence", this::state);
  }

  private FenceState state(Connection connection) throws SQLException {
    FenceState state = glance(connection);
    return state.standing() == Standing.OPEN
        ? state
        : state.leaking(rights.held(connection).stream().map(FenceRight::text).toList());
  }

  @Override
  public FenceState glance() {
    return session.run("read the fence", this::glance);
  }

  private FenceState glance(Connection connection) throws SQLException {
    if (!FenceRow.prepared(connection)) {
      return FenceState.NONE;
    }
    FenceRow row = FenceRow.read(connection, migration);
    return new FenceState(row.epoch(), row.standing(), Optional.ofNullable(row.stop()), List.of());
  }

  private static String position(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_current_wal_insert_lsn()::text")) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
