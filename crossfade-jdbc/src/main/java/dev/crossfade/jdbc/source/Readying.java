package dev.crossfade.jdbc.source;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.ReadyBook.Does;
import dev.crossfade.jdbc.source.mysql.MysqlReadiness;
import dev.crossfade.jdbc.source.postgres.PostgresReadiness;
import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.spi.cutover.ReadinessReport;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Makes tables fit for applications, those of a source as those of a target. Threads take turns.
 */
public final class Readying implements Readiness {

  private static final Duration LOOKING = Duration.ofMinutes(2);

  private final ReadyDialect dialect;
  private final SourceSession session;

  private Readying(ReadyDialect dialect) {
    this.dialect = dialect;
    this.session = new SourceSession(dialect::open, dialect.failures());
  }

  /** Opens it for these tables. Nothing is connected before it is used. */
  public static Readiness open(SourceSettings settings, Collection<TableId> tables) {
    List<TableId> scope = tables.stream().sorted().distinct().toList();
    return new Readying(
        settings.engine().mysqlFamily()
            ? new MysqlReadiness(settings, scope)
            : new PostgresReadiness(settings, scope));
  }

  @Override
  public ReadinessReport check() {
    return report(Does.LOOK, LOOKING);
  }

  @Override
  public ReadinessReport make(Duration budget) {
    return report(Does.MAKE, budget);
  }

  private synchronized ReadinessReport report(Does does, Duration budget) {
    ReadyBook book = new ReadyBook(does, System.nanoTime() + budget.toNanos());
    session.act("make the tables fit", connection -> dialect.go(connection, book));
    return book.report();
  }

  @Override
  public void close() {
    session.close();
  }
}
