package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.jdbc.sql.DatabaseUrl;
import dev.crossfade.jdbc.target.TargetDatabases;
import dev.crossfade.jdbc.target.TargetSettings;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Duration;
import java.util.UUID;

/** Opens the target of a migration. */
final class Targets {
  private Targets() {}

  static TargetDatabase open(MigrationSpec spec, Secrets secrets) {
    return open(spec, secrets, Duration.ZERO);
  }

  /**
   * The same for who only looks.
   *
   * @param patience how long a statement may take; zero for as long as it needs
   */
  static TargetDatabase open(MigrationSpec spec, Secrets secrets, Duration patience) {
    TargetSpec target = spec.target();
    if (target.type() != SystemType.POSTGRESQL) {
      throw Problem.of(
              ServerProblem.ROLE_NOT_SUPPORTED,
              "The target is " + target.type().text() + ".",
              "Targets are PostgreSQL in this version.",
              "Name a PostgreSQL database under target.")
          .raise();
    }
    DatabaseUrl url = DatabaseUrl.parse(secrets.text(target.url()));
    return TargetDatabases.open(
        new TargetSettings(
            url.host(),
            url.port(),
            url.database(),
            secrets.text(target.user()),
            secrets.text(target.password()),
            target.schema(),
            spec.name(),
            UUID.randomUUID().toString(),
            System.getProperty("user.name", "unknown"),
            Shapes.of(spec),
            Protection.of(target.tls(), url.host(), "the target", secrets.files()),
            patience));
  }
}
