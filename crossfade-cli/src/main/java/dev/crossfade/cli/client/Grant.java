package dev.crossfade.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * A role on a migration, or on every one.
 *
 * @param migration its name; {@code *} for every one
 * @param role what may be done there
 */
public record Grant(String migration, String role) {

  private static final String ALL = "*";

  /** Each includes those before it. */
  private static final List<String> ROLES = List.of("VIEWER", "OPERATOR", "APPROVER", "ADMIN");

  /**
   * The widest that one token can have of somebody's roles.
   *
   * @param roles by migration
   * @param migration where; empty for every one, or for the only one
   * @throws ProblemException when there is none, or one has to be chosen
   */
  static Grant of(JsonNode roles, String migration) {
    if (migration.isEmpty()) {
      return everywhere(roles);
    }
    Grant everywhere = new Grant(migration, roles.path(ALL).asText(""));
    Grant there = new Grant(migration, roles.path(migration).asText(""));
    Grant widest = everywhere.rank() > there.rank() ? everywhere : there;
    if (widest.role.isEmpty()) {
      throw refused("you have no role on " + migration, roles);
    }
    return widest;
  }

  private static Grant everywhere(JsonNode roles) {
    if (roles.has(ALL)) {
      return new Grant(ALL, roles.path(ALL).asText());
    }
    if (roles.size() != 1) {
      throw refused(
          roles.isEmpty() ? "you have no role yet" : "you have roles on several migrations", roles);
    }
    return of(roles, roles.fieldNames().next());
  }

  private static ProblemException refused(String what, JsonNode roles) {
    List<String> names = new ArrayList<>();
    roles.fieldNames().forEachRemaining(names::add);
    return Problem.of(
            ClientProblem.REFUSED,
            what,
            "a token is for one migration, or for all",
            names.isEmpty()
                ? "ask an administrator for a role"
                : "say which one with --migration, one of "
                    + String.join(", ", names)
                    + "; --name keeps a context for each")
        .raise();
  }

  /** What somebody has more of on single migrations. */
  List<Grant> wider(JsonNode roles) {
    List<Grant> wider = new ArrayList<>();
    roles
        .properties()
        .forEach(
            entry -> {
              Grant other = new Grant(entry.getKey(), entry.getValue().asText());
              if (other.rank() > rank()) {
                wider.add(other);
              }
            });
    return wider;
  }

  private int rank() {
    return ROLES.indexOf(role);
  }

  @Override
  public String toString() {
    return role + " on " + (migration.equals(ALL) ? "every migration" : migration);
  }
}
