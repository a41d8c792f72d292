package dev.crossfade.jdbc.source;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.jdbc.source.mysql.MariaDbFence;
import dev.crossfade.jdbc.source.postgres.PostgresFence;
import dev.crossfade.spi.cutover.Fence;

/** Opens fences, of a source as of a target: each is what the other reads from. */
public final class Fences {

  private Fences() {}

  /** Opens a fence. Nothing is connected before it is used. */
  public static Fence open(SourceSettings settings, FenceScope scope) {
    if (settings.engine() == SystemType.MYSQL) {
      throw Problem.of(
              SourceProblem.VERSION_UNSUPPORTED,
              settings.label() + " cannot be fenced",
              "fences are kept by PostgreSQL and MariaDB",
              "cut over by hand: stop the writers, then move the clients")
          .raise();
    }
    return settings.engine().mysqlFamily()
        ? new MariaDbFence(settings, scope)
        : new PostgresFence(settings, scope);
  }
}
