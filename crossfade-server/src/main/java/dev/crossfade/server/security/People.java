package dev.crossfade.server.security;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.answer.ProblemAnswers;
import dev.crossfade.server.store.Accounts;
import dev.crossfade.server.store.Accounts.Account;
import dev.crossfade.server.store.Accounts.Granted;
import dev.crossfade.server.store.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who there is: the first administrator, accounts, their passwords and roles. Thread-safe. */
public final class People {

  private static final Logger LOG = LoggerFactory.getLogger(People.class);
  private static final Duration LINK_IS_GOOD = Duration.ofHours(1);
  private static final String ADMIN = Role.ADMIN.name();

  /** Who changes the roles of people that come from elsewhere. */
  private static final String PROVIDER = "oidc";

  /** Who makes the first administrator. */
  private static final String SETUP = "setup";

  private final Accounts accounts;
  private final Tokens tokens;
  private final Passwords passwords;
  private final Attempts attempts;
  private final Together together;
  private final Signatures signatures;
  private final Acts acts;
  private final Clock clock;

  People(
      Accounts accounts,
      Tokens tokens,
      Passwords passwords,
      Attempts attempts,
      Together together,
      Signatures signatures,
      Acts acts,
      Clock clock) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.passwords = passwords;
    this.attempts = attempts;
    this.together = together;
    this.signatures = signatures;
    this.acts = acts;
    this.clock = clock;
  }

  /** Whether there is anybody. */
  public boolean exist() {
    return accounts.exist();
  }

  /**
   * The secret of a new one-time link, as long as there is nobody; it takes the last one's place.
   */
  public Optional<String> invite() {
    if (accounts.exist()) {
      return Optional.empty();
    }
    String secret = Secrets.draw();
    tokens.link(Secrets.digest(secret), clock.instant().plus(LINK_IS_GOOD));
    return Optional.of(secret);
  }

  /** Makes the first administrator, of whoever has the link. */
  public void begin(String link, String name, String password) {
    String digest = Secrets.digest(link);
    if (!tokens.linked(digest, clock.instant())) {
      // a hash is dear, and whoever guesses links gets none made
      throw linkVoid();
    }
    String hash = passwords.hash(password);
    together.run(
        () -> {
          if (!tokens.useLink(digest, clock.instant()) || accounts.exist()) {
            throw linkVoid();
          }
          accounts.add(name, hash, clock.instant(), SETUP);
          List<Granted> everything = List.of(new Granted(Caller.EVERY, ADMIN));
          accounts.grant(name, everything);
          acts.roles("add-account", name, everything, SETUP);
          return name;
        });
    LOG.atInfo().addKeyValue("account", name).log("the first administrator was made");
  }

  /** Who this is, if the password is his. */
  Account signIn(String name, String password, String address) {
    long wait = attempts.begin(name, address);
    if (wait > 0) {
      LOG.atWarn().addKeyValue("address", address).log("an attempt to sign in was turned away");
      throw tooMany(wait);
    }
    Optional<Account> account = accounts.find(name).filter(known -> !known.elsewhere());
    if (!passwords.fits(password, account.map(Account::password))) {
      LOG.atWarn().addKeyValue("address", address).log("an attempt to sign in failed");
      throw wrong();
    }
    attempts.succeeded(name, address);
    LOG.atInfo().addKeyValue("account", name).log("somebody signed in");
    return account.orElseThrow();
  }

  /** Keeps somebody whom an identity provider has proven, with exactly these roles. */
  Account arrived(String name, Map<String, Role> roles, Duration good) {
    Instant now = clock.instant();
    List<Granted> grants =
        roles.entrySet().stream()
            .map(each -> new Granted(each.getKey(), each.getValue().name()))
            .toList();
    Account account =
        together.run(
            () -> {
              accounts.arrived(name, Secrets.draw(), now, now.plus(good));
              accounts.grant(name, grants);
              acts.roles("prove-account", name, grants, PROVIDER);
              return accounts.find(name).orElseThrow();
            });
    signatures.changed(name, PROVIDER);
    LOG.atInfo().addKeyValue("account", name).log("somebody signed in at the identity provider");
    return account;
  }

  /** Somebody whom an identity provider has proven has no role any more; he may be unknown. */
  void left(String name) {
    together.run(
        () -> {
          if (accounts.left(name, Secrets.draw(), clock.instant())) {
            accounts.grant(name, List.of());
            acts.roles("disown-account", name, List.of(), PROVIDER);
          }
          return name;
        });
    signatures.changed(name, PROVIDER);
  }

  /** Makes an account. */
  public void add(String name, String password, List<Granted> grants, String by) {
    String hash = passwords.hash(password);
    together.run(
        () -> {
          if (!accounts.add(name, hash, clock.instant(), by)) {
            throw taken(name);
          }
          accounts.grant(name, grants);
          acts.roles("add-account", name, grants, by);
          return name;
        });
    LOG.atInfo().addKeyValue("account", name).addKeyValue("by", by).log("an account was made");
  }

  /** Sets a password; whoever sets his own has to know the present one. */
  public void password(Caller caller, String name, String present, String next, String address) {
    Account account =
        accounts
            .find(name)
            .filter(known -> !known.elsewhere())
            .orElseThrow(() -> Flaws.notFound("user " + name + " with a password"));
    if (caller.account().equals(name)) {
      signIn(name, present, address);
    }
    String hash = passwords.hash(next);
    together.run(
        () -> {
          accounts.password(account.name(), hash);
          acts.account("set-password", name, caller.actor());
          return name;
        });
    LOG.atInfo().addKeyValue("account", name).log("a password was set");
  }

  /** Gives somebody exactly these roles. */
  public void grant(String name, List<Granted> grants, String by) {
    together.run(
        () -> {
          if (accounts.find(name).isEmpty()) {
            throw Flaws.notFound("user " + name);
          }
          boolean stays = grants.contains(new Granted(Caller.EVERY, ADMIN));
          keepAnAdmin(stays ? "" : name);
          accounts.grant(name, grants);
          acts.roles("grant", name, grants, by);
          return name;
        });
    signatures.changed(name, by);
    LOG.atInfo().addKeyValue("account", name).addKeyValue("by", by).log("roles were given");
  }

  /** Deletes an account with its tokens. */
  public void delete(String name, String by) {
    together.run(
        () -> {
          keepAnAdmin(name);
          if (!accounts.delete(name)) {
            throw Flaws.notFound("user " + name);
          }
          acts.account("delete-account", name, by);
          return name;
        });
    signatures.changed(name, by);
    LOG.atInfo().addKeyValue("account", name).addKeyValue("by", by).log("an account was deleted");
  }

  private void keepAnAdmin(String without) {
    List<String> admins = accounts.lockWith(ADMIN);
    if (admins.equals(List.of(without))) {
      throw Problem.of(
              ApiProblem.LAST_ADMIN,
              without + " is the last administrator.",
              "Without one nobody could give roles any more.",
              "Make somebody else an administrator first.")
          .raise();
    }
  }

  private static ProblemException linkVoid() {
    return Problem.of(
            ApiProblem.LINK_VOID,
            "The link is not good.",
            "It was used, has run out, or another one took its place.",
            "As long as there is no account, each start of the server prints a new one.")
        .raise();
  }

  private static ProblemException wrong() {
    return Problem.of(
            ApiProblem.NOT_SIGNED_IN,
            "User or password is wrong.",
            "There is no such user with this password.",
            "Check both; after five failures it is refused for a quarter of an hour.")
        .raise();
  }

  private static ProblemException taken(String name) {
    return Problem.of(
            ApiProblem.NAME_TAKEN,
            "There is a user " + name + " already.",
            "Names are unique.",
            "Choose another name.")
        .raise();
  }

  private static ProblemException tooMany(long wait) {
    return Problem.of(
            ApiProblem.TOO_MANY_ATTEMPTS,
            "Too many attempts to sign in failed.",
            "It is refused for another " + wait + " seconds.",
            "Wait, and check user and password.")
        .with(ProblemAnswers.WAIT, wait)
        .raise();
  }
}
