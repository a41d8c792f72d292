package dev.crossfade.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.problem.Problem;
import java.util.Map;
import java.util.function.BiFunction;

/** Signs in for a moment, to get a token that is kept. */
public final class SignIn {

  private static final long DAYS_30 = 30L * 24 * 3600;

  private SignIn() {}

  /**
   * What a session is given for.
   *
   * @param path that it is sent to
   * @param body what is sent; not to be shown
   */
  public record Proof(String path, Map<String, String> body) {

    /** User and password. */
    public static Proof password(String account, String password) {
      return new Proof("/api/v1/session", Map.of("account", account, "password", password));
    }

    @Override
    public String toString() {
      return "Proof[" + path + "]";
    }
  }

  /** A context with a token of all that the user may do, for thirty days. */
  public static Context to(String name, String server, Proof proof) {
    return to(new Context(name, server, ""), proof);
  }

  /** The same context with such a token. */
  public static Context to(Context where, Proof proof) {
    return during(
        where,
        proof,
        (session, self) ->
            new Context(
                where.name(), where.server(), token(session, self.path("roles")), where.root()));
  }

  /** What is done in a session, which ends with it; the second argument is who is signed in. */
  public static <T> T during(Context where, Proof proof, BiFunction<Api, JsonNode, T> work) {
    Api nobody = Api.at(where.server(), where.root());
    Api.Reply signedIn = nobody.send("POST", proof.path(), proof.body());
    String cookie = signedIn.headers().getOrDefault("set-cookie", "");
    Api session = nobody.with("Cookie", cookie.replaceFirst(";.*", ""));
    JsonNode self = session.get("/api/v1/session").json();
    Api changing = session.with("X-CSRF-TOKEN", self.path("csrfToken").asText());
    try {
      return work.apply(changing, self);
    } finally {
      changing.send("DELETE", "/api/v1/session", null);
    }
  }

  private static String token(Api session, JsonNode roles) {
    Grant grant = widest(roles);
    return session
        .send(
            "POST",
            "/api/v1/tokens",
            Map.of(
                "name",
                "crossfade login",
                "role",
                grant.role(),
                "migration",
                grant.migration(),
                "seconds",
                DAYS_30))
        .json()
        .path("secret")
        .asText();
  }

  private record Grant(String migration, String role) {}

  /** A token is for one migration or for all. */
  private static Grant widest(JsonNode roles) {
    if (roles.has("*")) {
      return new Grant("*", roles.path("*").asText());
    }
    if (roles.size() != 1) {
      throw Problem.of(
              ClientProblem.REFUSED,
              roles.isEmpty() ? "you have no role yet" : "you have roles on several migrations",
              "a token is for one migration, or for all",
              "ask an administrator for a role; or make a token for one migration in a session, and"
                  + " set CROSSFADE_TOKEN")
          .raise();
    }
    String migration = roles.fieldNames().next();
    return new Grant(migration, roles.path(migration).asText());
  }
}
