package dev.crossfade.server.security;

import dev.crossfade.server.store.Accounts;
import dev.crossfade.server.store.Tokens;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who a session or token stands for, and what he may do at this moment: a role that was
 * taken away is gone with the next request. Thread-safe.
 */
public final class Callers {

  private final Accounts accounts;
  private final Tokens tokens;
  private final Clock clock;

  public Callers(Accounts accounts, Tokens tokens, Clock clock) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * What a session remembers.
   *
   * @param account who signed in
   * @param mark of the password he signed in with; with another one the session is over
   * @param at when he proved who he is
   */
  record SignedIn(String account, String mark, Instant at) implements Serializable {

    static SignedIn of(Accounts.Account account, Instant at) {
      return new SignedIn(account.name(), mark(account), at);
    }

    private static String mark(Accounts.Account account) {
      return Secrets.digest(account.password());
    }

    boolean still(Accounts.Account account) {
      return mark.equals(mark(account));
    }
  }

  Optional<Caller> of(SignedIn session) {
    return accounts
        .find(session.account())
        .filter(session::still)
        .filter(account -> account.good(clock.instant()))
        .map(account -> person(account.name(), session.at()));
  }

  Optional<Caller> of(String secret) {
    return tokens
        .good(Secrets.digest(secret), clock.instant())
        .filter(token -> counts(token.account()))
        .map(this::caller);
  }

  private boolean counts(String account) {
    return accounts.find(account).filter(known -> known.good(clock.instant())).isPresent();
  }

  /** The same caller as he is now; empty when his account or token is gone. */
  public Optional<Caller> again(Caller caller) {
    boolean over = caller.until() != null && clock.instant().isAfter(caller.until());
    if (over || !counts(caller.account())) {
      return Optional.empty();
    }
    String id = caller.tokenId();
    return id == null
        ? Optional.of(person(caller.account(), caller.provenAt()))
        : tokens.find(id).map(this::caller);
  }

  private Caller person(String account, @Nullable Instant provenAt) {
    return new Caller(account, null, null, roles(account), null, provenAt);
  }

  private Caller caller(Tokens.Token token) {
    Role most = Role.valueOf(token.role());
    boolean everywhere = token.migration().equals(Caller.EVERY);
    Map<String, Role> roles = new TreeMap<>();
    roles(token.account())
        .forEach(
            (migration, role) -> {
              if (everywhere) {
                roles.put(migration, role.atMost(most));
              } else if (migration.equals(Caller.EVERY) || migration.equals(token.migration())) {
                // on one migration the higher role counts, as it does without a token
                roles.merge(token.migration(), role.atMost(most), (a, b) -> a.covers(b) ? a : b);
              }
            });
    return new Caller(
        token.account(), token.name(), token.id(), roles, token.expiresAt().toInstant(), null);
  }

  private Map<String, Role> roles(String account) {
    Map<String, Role> roles = new TreeMap<>();
    accounts
        .grants(account)
        .forEach(grant -> roles.put(grant.migration(), Role.valueOf(grant.role())));
    return roles;
  }
}
