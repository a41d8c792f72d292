package dev.crossfade.jdbc.source.reverse;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.reverse.LegacyTable;
import dev.crossfade.spi.reverse.Unrestored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
  public synchronized List<Unrestored> unrestored(int most) {
    return session.run(
        "read what could not be brought back",
        connection -> new ReverseRows(connection, dialect).kept(most));
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
