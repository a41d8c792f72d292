package dev.crossfade.jdbc.source;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.mysql.MysqlReadiness;
import dev.crossfade.jdbc.source.postgres.PostgresReadiness;
import dev.crossfade.spi.cutover.Readiness;
import java.util.Collection;
import java.util.List;

/** Opens what makes tables fit for applications, those of a source as those of a target. */
public final class Readying {

  private Readying() {}

  /** Opens it for these tables. Nothing is connected before it is used. */
  public static Readiness open(SourceSettings settings, Collection<TableId> tables) {
    List<TableId> scope = tables.stream().sorted().distinct().toList();
    return settings.engine().mysqlFamily()
        ? new MysqlReadiness(settings, scope)
        : new PostgresReadiness(settings, scope);
  }
}
