package dev.crossfade.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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

  /** A context with a token of the role on every migration, or on the only one, for thirty days. */
  public static Context to(String name, String server, Proof proof) {
    return keep(new Context(name, server, ""), proof, "").context();
  }

  /**
   * What a token was given for.
   *
   * @param context with the token
   * @param account whose it is
   * @param given what it is good for
   * @param wider what the account has more of elsewhere
   */
  public record Kept(Context context, String account, Grant given, List<Grant> wider) {
    public Kept {
      wider = List.copyOf(wider);
    }
  }

  /**
   * Signs in and keeps a token for thirty days.
   *
   * @param where the context without a token
   * @param migration the one to have it for; empty for every one, or for the only one
   */
  public static Kept keep(Context where, Proof proof, String migration) {
    return during(
        where,
        proof,
        (session, self) -> {
          JsonNode roles = self.path("roles");
          Grant given = Grant.of(roles, migration);
          Context context =
              new Context(where.name(), where.server(), token(session, given), where.root());
          return new Kept(context, self.path("account").asText(), given, given.wider(roles));
        });
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

  private static String token(Api session, Grant grant) {
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
}
