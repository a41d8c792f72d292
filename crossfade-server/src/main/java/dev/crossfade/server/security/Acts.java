package dev.crossfade.server.security;

import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.server.store.Accounts.Granted;
import dev.crossfade.server.store.Tokens.Token;
import dev.crossfade.spi.audit.AuditLog;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is done about accounts and tokens, in the audit log. It is recorded right before it takes
 * effect, in its transaction: what cannot be recorded is not done, and what a crash at that very
 * moment took back is on record nevertheless. No leaf holds a secret or its hash. Thread-safe.
 */
public final class Acts {

  private static final String ACT = "act";

  private final AuditLog log;
  private final Clock clock;

  public Acts(AuditLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Something about an account that has no other members. */
  void account(String act, String name, String by) {
    record("account/" + name, by, Map.of(ACT, act));
  }

  /** An account with exactly these roles from now on. */
  void roles(String act, String name, List<Granted> grants, String by) {
    Map<String, @Nullable Object> roles = new TreeMap<>();
    grants.forEach(grant -> roles.put(grant.migration(), grant.role()));
    record("account/" + name, by, Map.of(ACT, act, "roles", roles));
  }

  /** A token that is given. */
  void given(Token token, String by) {
    Map<String, @Nullable Object> what =
        Map.of(
            ACT,
            "give-token",
            "account",
            token.account(),
            "name",
            token.name(),
            "role",
            token.role(),
            "migration",
            token.migration(),
            "expiresAt",
            token.expiresAt().toInstant().toString());
    record("token/" + token.id(), by, what);
  }

  /** A token that is taken back. */
  void revoked(String id, String by) {
    record("token/" + id, by, Map.of(ACT, "revoke-token"));
  }

  private void record(String subject, String by, Map<String, @Nullable Object> what) {
    String id = UUID.randomUUID().toString();
    log.append(List.of(new Leaf(id, LeafKind.ACT, clock.instant(), by, subject, what)));
  }
}
