package dev.crossfade.server.security;

import dev.crossfade.core.phase.Trigger;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The permission of every endpoint. The one place where it is said; what is not in the table is
 * refused to everybody.
 */
public final class AccessTable {

  private static final String API = "/api/v1";
  private static final List<Rule> RULES = rules();

  private AccessTable() {}

  /**
   * One row.
   *
   * @param method of the request
   * @param pattern of its path
   * @param permission that it needs
   */
  public record Rule(String method, PathPattern pattern, Permission permission) {

    /** The path as people read it. */
    public String path() {
      return pattern.getPatternString().replace(":[^:]+}", "}");
    }

    /** Whether nobody has to be signed in. */
    public boolean open() {
      return permission == Permission.PUBLIC;
    }

    boolean matches(PathContainer path) {
      return pattern.matches(path);
    }
  }

  /** All rows. */
  public static List<Rule> rows() {
    return RULES;
  }

  /** The row for a request, if there is one. */
  public static Optional<Rule> row(String method, PathContainer path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    return RULES.stream()
        .filter(rule -> rule.method().equals(asked) && rule.matches(path))
        .findFirst();
  }

  /** The row for a request, if there is one. */
  public static Optional<Rule> row(HttpServletRequest request) {
    return row(request.getMethod(), Paths.of(request));
  }

  /** Methods that a path takes. */
  public static List<String> methods(PathContainer path) {
    return RULES.stream().filter(rule -> rule.matches(path)).map(Rule::method).distinct().toList();
  }

  private static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (String open : List.of("/livez", "/readyz", "/startupz", "/setup")) {
      rules.add(rule("GET", open, Permission.PUBLIC));
    }
    rules.add(rule("POST", "/setup", Permission.PUBLIC));
    // answered before the gate, where an identity provider is named
    rules.add(rule("GET", "/oauth2/authorization/oidc", Permission.PUBLIC));
    rules.add(rule("GET", "/login/oauth2/code/oidc", Permission.PUBLIC));
    rules.add(rule("GET", API + "/openapi.json", Permission.PUBLIC));
    rules.add(rule("POST", API + "/setup", Permission.PUBLIC));
    rules.add(rule("POST", API + "/session", Permission.PUBLIC));
    rules.add(rule("POST", API + "/session:redeem", Permission.PUBLIC));
    rules.add(rule("GET", API + "/session", Permission.SIGNED_IN));
    rules.add(rule("DELETE", API + "/session", Permission.SIGNED_IN));
    rules.add(rule("GET", API + "/tokens", Permission.SIGNED_IN));
    rules.add(rule("POST", API + "/tokens", Permission.SIGNED_IN));
    rules.add(rule("DELETE", API + "/tokens/{id}", Permission.TOKEN_REVOKE));
    rules.add(rule("GET", API + "/audit/leaves", Permission.AUDIT_READ));
    rules.add(rule("GET", API + "/audit/checkpoint", Permission.AUDIT_READ));
    rules.add(rule("POST", API + "/audit/checkpoint", Permission.AUDIT_SIGN));
    rules.add(rule("GET", API + "/audit/bundle", Permission.AUDIT_READ));
    people(rules);
    migrations(rules);
    return List.copyOf(rules);
  }

  private static void people(List<Rule> rules) {
    String users = API + "/users";
    String one = users + "/{account}";
    rules.add(rule("GET", users, Permission.USERS_MANAGE));
    rules.add(rule("POST", users, Permission.USERS_MANAGE));
    rules.add(rule("PUT", one + "/password", Permission.PASSWORD_SET));
    rules.add(rule("PUT", one + "/grants", Permission.USERS_MANAGE));
    rules.add(rule("GET", one, Permission.USERS_MANAGE));
    rules.add(rule("DELETE", one, Permission.USERS_MANAGE));
  }

  private static void migrations(List<Rule> rules) {
    String migrations = API + "/migrations";
    String one = migrations + "/{name:[^:]+}";
    rules.add(rule("GET", migrations, Permission.SIGNED_IN));
    rules.add(rule("POST", migrations, Permission.MIGRATION_CREATE));
    for (Trigger trigger : Trigger.values()) {
      if (trigger.asked()) {
        String action = one + ":" + trigger.word();
        rules.add(rule("POST", action, permission(trigger)));
      }
    }
    rules.add(rule("POST", one + ":why", Permission.ROWS_TRACE));
    rules.add(rule("POST", one + ":prove", Permission.ROWS_TRACE));
    rules.add(rule("POST", one + ":plan", Permission.MIGRATION_PLAN));
    rules.add(rule("POST", one + ":preflight", Permission.MIGRATION_PLAN));
    rules.add(rule("POST", one + ":abort", Permission.CROSSING_ABORT));
    rules.add(rule("POST", one + "/window:extend", Permission.WINDOW_EXTEND));
    rules.add(rule("GET", one + "/certificates", Permission.MIGRATION_READ));
    rules.add(rule("GET", one + "/certificates/{version}", Permission.MIGRATION_PLAN));
    rules.add(rule("GET", one + "/specification", Permission.MIGRATION_READ));
    rules.add(rule("PUT", one + "/specification", Permission.MIGRATION_DESCRIBE));
    rules.add(rule("GET", one + "/journal", Permission.MIGRATION_READ));
    rules.add(rule("GET", one + "/operations", Permission.MIGRATION_READ));
    rules.add(rule("GET", one + "/progress", Permission.MIGRATION_READ));
    rules.add(rule("GET", one + "/verdicts", Permission.MIGRATION_READ));
    rules.add(rule("GET", one + "/differences", Permission.ROWS_TRACE));
    rules.add(rule("GET", one + "/quarantine", Permission.MIGRATION_READ));
    rules.add(rule("GET", one + "/quarantine/{group}/rows", Permission.ROWS_TRACE));
    rules.add(rule("GET", one + "/quarantine/replays/{act}", Permission.MIGRATION_READ));
    rules.add(rule("POST", one + "/quarantine:replay", Permission.QUARANTINE_DECIDE));
    rules.add(rule("POST", one + "/quarantine:discard", Permission.QUARANTINE_DECIDE));
    rules.add(rule("GET", one + "/repairs", Permission.MIGRATION_READ));
    rules.add(rule("POST", one + "/repairs", Permission.ROWS_REPAIR));
    rules.add(rule("GET", one + "/repairs/{repair}", Permission.MIGRATION_READ));
    rules.add(rule("GET", one + "/conflicts", Permission.ROWS_TRACE));
    rules.add(rule("POST", one + "/conflicts:settle", Permission.CONFLICTS_SETTLE));
    rules.add(rule("GET", one + "/checks", Permission.MIGRATION_READ));
    rules.add(rule("GET", one + "/checks/plan", Permission.MIGRATION_READ));
    rules.add(rule("GET", one + "/checks/history", Permission.MIGRATION_READ));
    rules.add(rule("POST", one + "/checks:run", Permission.CHECKS_RUN));
    rules.add(rule("POST", one + "/checks:override", Permission.CHECK_OVERRIDE));
    String signOffs = one + "/sign-offs";
    String signOff = signOffs + "/{id:[^:]+}";
    rules.add(rule("GET", signOffs, Permission.MIGRATION_READ));
    rules.add(rule("POST", signOffs, Permission.SIGN_OFF_ASK));
    rules.add(rule("POST", signOff + ":approve", Permission.SIGN_OFF_GIVE));
    rules.add(rule("POST", signOff + ":revoke", Permission.SIGN_OFF_ASK));
    rules.add(rule("GET", one, Permission.MIGRATION_READ));
    rules.add(rule("DELETE", one, Permission.MIGRATION_DELETE));
    rules.add(rule("GET", API + "/operations/{id}", Permission.OPERATION_READ));
    rules.add(rule("GET", API + "/events", Permission.EVENTS_READ));
  }

  private static Permission permission(Trigger trigger) {
    return switch (trigger) {
      case COMPLETE -> Permission.MIGRATION_COMPLETE;
      case CUT_OVER, ROLL_BACK -> Permission.MIGRATION_CROSS;
      default -> Permission.MIGRATION_OPERATE;
    };
  }

  private static Rule rule(String method, String pattern, Permission permission) {
    return new Rule(method, PathPatternParser.defaultInstance.parse(pattern), permission);
  }
}
