package dev.crossfade.jdbc.source.reverse;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.reverse.LegacyTable;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.reverse.Unrestored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A source as a database that is written to; what differs is in its dialect. */
final class JdbcLegacy implements LegacyDatabase {

  private final LegacyDialect dialect;
  private final SourceSession session;

  JdbcLegacy(LegacyDialect dialect) {
    this.dialect = dialect;
    this.session = new SourceSession(dialect::open, dialect.failures());
  }

  @Override
  public synchronized List<Problem> preflight(Collection<LegacyTable> tables) {
    return session.run(
        "check what writing needs",
        connection -> {
          List<Problem> problems = new ArrayList<>();
          for (LegacyTable table : tables) {
            problems.addAll(dialect.preflight(connection, table));
          }
          return problems;
        });
  }

  @Override
  public synchronized void prepare() {
    session.act("prepare the way back", dialect::create);
  }

  @Override
  public LegacyApplier openApplier() {
    return new JdbcLegacyApplier(dialect);
  }

  @Override
  public synchronized Optional<ReverseState> state() {
    return session.run(
        "read how far the way back got",
        connection ->
            dialect.created(connection)
                ? Optional.ofNullable(new ReverseRows(connection, dialect).seen())
                    .filter(state -> !state.streamId().equals(ReverseRows.NONE))
                : Optional.empty());
  }

  @Override
  public void restart(String streamId) {
    if (state().map(ReverseState::streamId).orElse(streamId).equals(streamId)) {
      return;
    }
    try (JdbcLegacyApplier applier = new JdbcLegacyApplier(dialect)) {
      applier.shutOut(
          (rows, stored) -> {
            requireNoneWaits(rows.waiting());
            rows.begin(ReverseRows.NONE, 0, Position.START);
          });
    }
  }

  private void requireNoneWaits(long waiting) {
    if (waiting > 0) {
      throw Problem.of(
              SourceProblem.ROWS_WAITING,
              waiting
                  + " rows of an earlier way back of source "
                  + dialect.settings().label()
                  + " wait to be seen to",
              "they could not be brought back, and belong to changes of a stream that is gone",
              "look at each of them with crossfade conflicts list, correct the row in the source, and"
                  + " settle it: crossfade conflicts settle")
          .raise();
    }
  }

  @Override
  public void disown() {
    if (state().isPresent()) {
      try (JdbcLegacyApplier applier = new JdbcLegacyApplier(dialect)) {
        applier.shutOut();
      }
    }
  }

  @Override
  public synchronized long waiting() {
    return session.run(
        "count what could not be brought back",
        connection ->
            dialect.created(connection) ? new ReverseRows(connection, dialect).waiting() : 0L);
  }

  @Override
  public synchronized long settle(Unrestored seen) {
    return session.run(
        "settle what could not be brought back",
        connection ->
            dialect.created(connection) ? new ReverseRows(connection, dialect).settle(seen) : 0L);
  }

  @Override
  public synchronized List<Unrestored> unrestored(int most) {
    return session.run(
        "read what could not be brought back",
        connection ->
            dialect.created(connection)
                ? new ReverseRows(connection, dialect).kept(most)
                : List.of());
  }

  @Override
  public synchronized void remove() {
    session.act(
        "remove the way back",
        connection -> {
          if (!dialect.created(connection)) {
            return;
          }
          ReverseRows rows = new ReverseRows(connection, dialect);
          rows.forget();
          if (rows.nobodyElse()) {
            dialect.drop(connection);
          }
        });
  }

  @Override
  public synchronized void close() {
    session.close();
  }
}
