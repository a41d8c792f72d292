package dev.crossfade.server.oidc;

import dev.crossfade.codec.reference.References;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.oidc.OidcSettings.GroupRole;
import dev.crossfade.server.security.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the file that names an identity provider. Strict: what is not known is refused. */
public final class OidcFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final LoadSettings YAML =
      LoadSettings.builder().setAllowDuplicateKeys(false).setMaxAliasesForCollections(0).build();
  private static final String MIGRATION = "[a-z][a-z0-9-]{0,30}|\\*";
  private static final int LONGEST_HOURS = 24 * 7;

  private final Path file;

  private OidcFile(Path file) {
    this.file = file;
  }

  record Written(
      @Nullable String issuer,
      @Nullable String clientId,
      @Nullable String clientSecret,
      @Nullable String publicUrl,
      @Nullable List<String> scopes,
      @Nullable String accountClaim,
      @Nullable String groupsClaim,
      @Nullable Integer hours,
      @Nullable List<WrittenRole> roles) {}

  record WrittenRole(@Nullable String group, @Nullable String migration, @Nullable String role) {}

  /**
   * What a file says.
   *
   * @param environment what its references are resolved with
   */
  public static OidcSettings read(Path file, Map<String, String> environment) {
    return new OidcFile(file).read(environment);
  }

  private OidcSettings read(Map<String, String> environment) {
    Written written = written();
    String secret = present("clientSecret", written.clientSecret());
    if (!new SecretRef(secret).pure() || References.malformed(secret).isPresent()) {
      throw bad("clientSecret is no reference", "Write ${env:NAME} or ${file:/path}.");
    }
    int hours = written.hours() == null ? 12 : written.hours();
    if (hours < 1 || hours > LONGEST_HOURS) {
      throw bad("hours is not between 1 and " + LONGEST_HOURS, "12 hours is usual.");
    }
    String publicUrl = written.publicUrl();
    return new OidcSettings(
        address("issuer", present("issuer", written.issuer())),
        present("clientId", written.clientId()),
        References.resolve(secret, environment::get, References::readFile),
        publicUrl == null ? null : address("publicUrl", publicUrl),
        scopes(written.scopes()),
        written.accountClaim() == null ? "sub" : written.accountClaim(),
        written.groupsClaim() == null ? "groups" : written.groupsClaim(),
        Duration.ofHours(hours),
        roles(written.roles()));
  }

  private static List<String> scopes(@Nullable List<String> written) {
    List<String> scopes = new ArrayList<>(List.of("openid"));
    (written == null ? List.of("profile") : written)
        .stream().filter(scope -> !scopes.contains(scope)).forEach(scopes::add);
    return scopes;
  }

  private List<GroupRole> roles(@Nullable List<WrittenRole> written) {
    if (written == null || written.isEmpty()) {
      throw bad("roles is empty", "Say what at least one group may do.");
    }
    List<GroupRole> roles = new ArrayList<>();
    for (WrittenRole role : written) {
      String migration = present("roles.migration", role.migration());
      if (!migration.matches(MIGRATION)) {
        throw bad("'" + migration + "' names no migration", "Write a name, or * for all.");
      }
      roles.add(
          new GroupRole(
              present("roles.group", role.group()),
              migration,
              role(present("roles.role", role.role()))));
    }
    return roles;
  }

  private Role role(String written) {
    try {
      return Role.valueOf(written.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw bad("'" + written + "' is no role", "Write viewer, operator, approver or admin.");
    }
  }

  /** Tokens and codes go there: with TLS, or on this machine. */
  private URI address(String key, String written) {
    try {
      URI address = URI.create(written);
      if (safe(address) && address.getQuery() == null && address.getFragment() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw bad(key + " is no https address", "Write for example https://login.example.com/realm.");
  }

  /** Whether what is sent there cannot be read on the way. */
  static boolean safe(URI address) {
    if (address.getHost() == null || address.getUserInfo() != null) {
      return false;
    }
    return "https".equals(address.getScheme())
        || ("http".equals(address.getScheme()) && TlsSpec.loopback(address.getHost()));
  }

  private Written written() {
    try {
      Object tree = new Load(YAML).loadFromString(Files.readString(file));
      if (!(tree instanceof Map)) {
        throw bad("it is no map of names to values", "See docs/security.md.");
      }
      return JSON.convertValue(tree, Written.class);
    } catch (IOException e) {
      throw bad("it cannot be read", "Name a file that this user can read.");
    } catch (YamlEngineException | JacksonException | IllegalArgumentException e) {
      throw bad("it is not of the form that is expected", "See docs/security.md.");
    }
  }

  private String present(String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw bad(key + " is missing", "See docs/security.md.");
    }
    return value;
  }

  private ProblemException bad(String why, String fix) {
    return Problem.of(
            ServerProblem.OIDC_UNUSABLE,
            "The file " + file + " of the identity provider cannot be used.",
            why,
            fix)
        .raise();
  }
}
