package dev.crossfade.server.security;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, and what he may do now.
 *
 * @param account whose rights these are
 * @param token name of the token that was used; null in a session
 * @param tokenId its id
 * @param roles by migration; {@code *} stands for every one
 * @param until when the token runs out; null in a session
 * @param provenAt when he proved last who he is; null with a token
 */
public record Caller(
    String account,
    @Nullable String token,
    @Nullable String tokenId,
    Map<String, Role> roles,
    @Nullable Instant until,
    @Nullable Instant provenAt) {

  /** The name that stands for every migration. */
  public static final String EVERY = "*";

  public Caller {
    roles = Map.copyOf(roles);
  }

  /** The highest role on a migration. */
  public Optional<Role> on(String migration) {
    return Stream.of(migration, EVERY)
        .flatMap(name -> Stream.ofNullable(roles.get(name)))
        .max(Role::compareTo);
  }

  /** Whether he may do what needs a role on a migration. */
  public boolean may(Role needed, String migration) {
    return on(migration).filter(role -> role.covers(needed)).isPresent();
  }

  /**
   * Whether a token of his account is his to see and to revoke. With a token that is the token
   * itself, and what it could have given away, unless it may only look.
   */
  boolean owns(String owner, String id, Role role, String migration) {
    if (!account.equals(owner)) {
      return false;
    }
    return tokenId == null
        || tokenId.equals(id)
        || (may(role, migration) && may(Role.OPERATOR, migration));
  }

  /** How the journal names him. */
  public String actor() {
    return token == null ? "user:" + account : "user:" + account + "/token:" + token;
  }
}
