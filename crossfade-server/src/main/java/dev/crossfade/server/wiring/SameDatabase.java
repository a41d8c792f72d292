package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.DatabaseUrl;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses to migrate a database into itself, however its address is written: the servers are asked
 * who they are.
 */
final class SameDatabase {
  private static final List<String> IDENTITY = List.of("system", "timeline", "database");

  private SameDatabase() {}

  /** Compares the target of a specification with its sources. */
  static void refuse(MigrationSpec spec, Secrets secrets, Map<String, SourceDatabase> sources) {
    TargetSpec target = spec.target();
    if (target.type() != SystemType.POSTGRESQL) {
      return;
    }
    DatabaseUrl url = DatabaseUrl.parse(secrets.text(target.url()));
    SourceSettings settings =
        new SourceSettings(
            target.type(),
            url.host(),
            url.port(),
            url.database(),
            secrets.text(target.user()),
            secrets.text(target.password()),
            spec.name(),
            "target",
            ZeroDates.REFUSE,
            Protection.of(target.tls(), url.host(), "the target", secrets.files()));
    try (SourceDatabase database = SourceDatabases.open(settings)) {
      sources.forEach((name, source) -> refuse(name, source, database));
    }
  }

  /** Compares two databases; any that are not PostgreSQL are different. */
  static void refuse(String name, SourceDatabase source, SourceDatabase target) {
    Optional<String> one = identity(source);
    if (one.isPresent() && one.equals(identity(target))) {
      throw problem(name).raise();
    }
  }

  private static Optional<String> identity(SourceDatabase database) {
    Map<String, String> facts = database.log().identity().facts();
    return facts.keySet().containsAll(IDENTITY)
        ? Optional.of(String.join("/", identity(facts).toList()))
        : Optional.empty();
  }

  private static Stream<String> identity(Map<String, String> facts) {
    return IDENTITY.stream().map(name -> facts.getOrDefault(name, ""));
  }

  /** Whether this is the refusal and not a failure to ask. */
  static boolean refused(ProblemException e) {
    return e.problem().code() == ServerProblem.SAME_DATABASE;
  }

  private static Problem problem(String source) {
    return Problem.of(
        ServerProblem.SAME_DATABASE,
        "The target is the same database as source " + source + ".",
        "Both addresses lead to the same server and database; tables would be written over their"
            + " own origin.",
        "Name another database as target, for example a new one on the same server: CREATE"
            + " DATABASE …");
  }
}
