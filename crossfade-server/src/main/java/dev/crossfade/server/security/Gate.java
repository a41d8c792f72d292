package dev.crossfade.server.security;

import dev.crossfade.server.store.Operations;
import dev.crossfade.server.store.Tokens;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;

/** Lets through what the table of permissions allows, and nothing else. */
final class Gate implements AuthorizationManager<RequestAuthorizationContext> {

  private static final AuthorizationDecision YES = new AuthorizationDecision(true);
  private static final AuthorizationDecision NO = new AuthorizationDecision(false);

  private final Operations operations;
  private final Tokens tokens;

  Gate(Operations operations, Tokens tokens) {
    this.operations = operations;
    this.tokens = tokens;
  }

  @Override
  public AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> authentication,
      RequestAuthorizationContext context) {
    PathContainer path = Paths.of(context.getRequest());
    String method = context.getRequest().getMethod();
    Optional<AccessTable.Rule> rule = AccessTable.row(method, path);
    if (rule.isEmpty()) {
      return NO;
    }
    Permission permission = rule.get().permission();
    if (permission.scope() == Permission.Scope.NOBODY) {
      return YES;
    }
    if (!(authentication.get() instanceof CallerAuthentication somebody)) {
      return NO;
    }
    PathMatchInfo match = rule.get().pattern().matchAndExtract(path);
    Map<String, String> variables = match == null ? Map.of() : match.getUriVariables();
    String query = context.getRequest().getParameter("migration");
    return may(somebody.caller(), permission, variables, query == null ? "" : query) ? YES : NO;
  }

  private static Optional<String> id(Map<String, String> path) {
    return Optional.ofNullable(path.get("id")).filter(id -> id.matches("[0-9a-f-]{36}"));
  }

  private boolean may(
      Caller caller, Permission permission, Map<String, String> path, String queried) {
    Role role = permission.role();
    return switch (permission.scope()) {
      case NOBODY, ANYBODY -> true;
      case MIGRATION -> caller.may(role, path.getOrDefault("name", ""));
      case MIGRATION_IN_QUERY -> caller.may(role, queried);
      case OPERATION ->
          caller.may(
              role,
              id(path)
                  .flatMap(operations::find)
                  .map(Operations.Operation::migration)
                  .orElse(Caller.EVERY));
      case SELF -> caller.account().equals(path.get("account")) || caller.may(role, Caller.EVERY);
      case OWN_TOKEN ->
          id(path).flatMap(tokens::find).filter(token -> TokenDesk.owns(caller, token)).isPresent()
              || caller.may(role, Caller.EVERY);
      case EVERYTHING -> caller.may(role, Caller.EVERY);
    };
  }
}
