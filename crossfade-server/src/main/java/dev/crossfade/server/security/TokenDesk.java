package dev.crossfade.server.security;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.store.Tokens;
import dev.crossfade.server.store.Tokens.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives out tokens and takes them back. Thread-safe. */
public final class TokenDesk {

  private static final Logger LOG = LoggerFactory.getLogger(TokenDesk.class);

  private final Tokens tokens;
  private final Together together;
  private final Acts acts;
  private final Clock clock;

  public TokenDesk(Tokens tokens, Together together, Acts acts, Clock clock) {
    this.tokens = tokens;
    this.together = together;
    this.acts = acts;
    this.clock = clock;
  }

  /** A new token and its secret, which is shown once. */
  public record Given(Token token, String secret) {

    @Override
    public String toString() {
      return "Given[" + token + "]";
    }
  }

  /** Gives a token that can do no more, and lasts no longer, than what it is asked for with. */
  public Given give(Caller caller, String name, Role role, String migration, Duration good) {
    boolean covered = caller.may(role, migration);
    if (!covered) {
      throw Problem.of(
              ApiProblem.NOT_ALLOWED,
              "You cannot give away a role that you do not have.",
              "The token would be " + role + " on " + migration + ".",
              "Ask for a lesser role, or for a migration on which you have it.")
          .raise();
    }
    Instant now = clock.instant();
    Instant until = now.plus(good);
    Instant most = caller.until();
    if (most != null && until.isAfter(most)) {
      until = most;
    }
    Token token =
        new Token(
            UUID.randomUUID().toString(),
            caller.account(),
            name,
            role.name(),
            migration,
            now.atOffset(ZoneOffset.UTC),
            until.atOffset(ZoneOffset.UTC));
    String secret = Secrets.TOKEN + Secrets.draw();
    together.run(
        () -> {
          tokens.add(token, Secrets.digest(secret));
          acts.given(token, caller.actor());
          return token;
        });
    LOG.atInfo()
        .addKeyValue("account", caller.account())
        .addKeyValue("token", token.id())
        .log("a token was given");
    return new Given(token, secret);
  }

  /** Takes a token back; it is refused from now on. */
  public void revoke(Caller caller, String id) {
    together.run(
        () -> {
          if (!tokens.delete(id)) {
            throw Flaws.notFound("token of this id");
          }
          acts.revoked(id, caller.actor());
          return id;
        });
    LOG.atInfo()
        .addKeyValue("by", caller.account())
        .addKeyValue("token", id)
        .log("a token was revoked");
  }

  /** Tokens that somebody may see: his own, or as administrator all. */
  public List<Token> visible(Caller caller, String after, int most) {
    if (caller.may(Role.ADMIN, Caller.EVERY)) {
      return tokens.after("", after, most);
    }
    List<Token> visible = new ArrayList<>();
    List<Token> next = tokens.after(caller.account(), after, most);
    while (!next.isEmpty() && visible.size() < most) {
      next.stream()
          .filter(token -> owns(caller, token))
          .limit(most - visible.size())
          .forEach(visible::add);
      next = tokens.after(caller.account(), next.get(next.size() - 1).id(), most);
    }
    return visible;
  }

  static boolean owns(Caller caller, Token token) {
    return caller.owns(token.account(), token.id(), Role.valueOf(token.role()), token.migration());
  }
}
