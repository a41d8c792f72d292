package dev.crossfade.server.wiring;

import dev.crossfade.codec.catalog.CatalogLock;
import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.plan.PlanFacts;
import dev.crossfade.core.plan.Planner;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.server.view.PlanBasis;
import dev.crossfade.server.view.PlanView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A plan, and what it rests on.
 *
 * @param plan the steps
 * @param basis what it was made from
 * @param unasked why databases were not asked; empty when they were, or were not to be
 */
public record Planning(Plan plan, PlanBasis basis, List<Problem> unasked) {

  public Planning {
    unasked = List.copyOf(unasked);
  }

  /**
   * What people see of it who run a folder.
   *
   * @param folder as the user named it
   */
  public PlanView view(String folder) {
    String next = basis == PlanBasis.LOCK ? "plan --from databases " : "run ";
    return then("crossfade " + next + folder);
  }

  /** What people see of it whose migration a server carries out. */
  public PlanView served() {
    return then("crossfade migration show " + plan.migration());
  }

  private PlanView then(String next) {
    boolean possible = basis == PlanBasis.LOCK || !plan.steps().isEmpty();
    return new PlanView(plan, basis, unasked, possible ? List.of(next) : List.of());
  }

  /**
   * Asks the databases.
   *
   * @throws ProblemException with everything that is wrong, databases that are away included
   */
  public static Planning ofDatabases(Path folder, Map<String, String> environment) {
    try (Connected connected = Connected.open(folder, environment)) {
      return of(connected);
    }
  }

  /** Of what is connected, by the journal beside the data. */
  public static Planning of(Connected connected) {
    return new Planning(connected.ahead(), PlanBasis.DATABASES, List.of());
  }

  /** Of what is connected, from where another journal says that the migration is. */
  public static Planning of(Connected connected, MigrationState journal) {
    return new Planning(connected.ahead(journal), PlanBasis.DATABASES, List.of());
  }

  /**
   * Asks no database. What was done already is not known, so it is the plan of a first run.
   *
   * @throws ProblemException with what is wrong with the folder, a missing lock included
   */
  public static Planning ofLock(Path folder, Map<String, String> environment) {
    Specification specification = Specification.load(folder, environment);
    return new Planning(
        plan(specification, CatalogLock.read(folder).orElse(Map.of())), PlanBasis.LOCK, List.of());
  }

  /** Asks the databases, and goes by the lock where they are away. */
  public static Planning ofEither(Path folder, Map<String, String> environment) {
    try {
      return ofDatabases(folder, environment);
    } catch (ProblemException away) {
      if (!away.problems().stream().allMatch(Planning::away)) {
        throw away;
      }
      return instead(folder, environment, away);
    }
  }

  private static Planning instead(
      Path folder, Map<String, String> environment, ProblemException away) {
    if (CatalogLock.read(folder).isEmpty()) {
      throw away;
    }
    try {
      Plan plan = ofLock(folder, environment).plan();
      return new Planning(plan, PlanBasis.LOCK, away.problems());
    } catch (ProblemException wrong) {
      throw new ProblemException(
          Stream.concat(wrong.problems().stream(), away.problems().stream()).toList());
    }
  }

  /** Nothing is wrong with the specification: a database is down, or its password is not here. */
  private static boolean away(Problem problem) {
    return problem.code().kind() == Kind.TRANSIENT || problem.code() == SpecProblem.UNRESOLVED;
  }

  private static Plan plan(Specification specification, Map<String, List<TableSchema>> catalogs) {
    MappingCompiler.compile(specification.spec(), catalogs, specification.locations());
    return Planner.plan(specification.spec(), new PlanFacts(catalogs, Map.of(), List.of()));
  }
}
