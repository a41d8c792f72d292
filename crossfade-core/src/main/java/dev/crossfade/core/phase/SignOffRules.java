package dev.crossfade.core.phase;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may sign what, and when. Pure. */
final class SignOffRules {

  /** How long ago somebody who signs may have proven who he is. */
  static final Duration FRESH = Duration.ofMinutes(5);

  private final MigrationState state;
  private final SignOffDemand demand;
  private final Instant now;

  SignOffRules(MigrationState state, SignOffDemand demand, Instant now) {
    this.state = state;
    this.demand = demand;
    this.now = now;
  }

  /** Whether a gate is not kept shut by people who have not agreed. */
  boolean open(Phase gate) {
    return known()
        && (demand.required() == 0 || standing(gate).state() == SignOffStanding.State.SIGNED);
  }

  private boolean known() {
    return state.signOffs().knows(demand);
  }

  private SignOffStanding standing(Phase gate) {
    return SignOffStanding.of(state, gate, demand, now);
  }

  /** Why a gate is shut. */
  ProblemException shut(Phase gate) {
    if (!known()) {
      return replaced();
    }
    SignOffStanding standing = standing(gate);
    int signed = standing.request().map(each -> each.signers().size()).orElse(0);
    return Problem.of(
            PhaseProblem.NOT_SIGNED_OFF,
            state.migration() + " cannot become " + gate + " without sign-offs",
            "it is "
                + standing.state()
                + ": "
                + signed
                + " of "
                + demand.required()
                + " people have agreed",
            "crossfade signoff request "
                + state.migration()
                + " --reason TEXT, then others approve it")
        .raise();
  }

  private ProblemException replaced() {
    return Problem.of(
            PhaseProblem.NOT_SIGNED_OFF,
            state.migration() + " was given another specification",
            "this one does not count any more",
            "wait a moment, or give the specification once more, then ask for sign-offs")
        .raise();
  }

  Event request(Command.Request wish) {
    if (!known()) {
      throw replaced();
    }
    SignOffStanding standing =
        SignOffStanding.before(state, demand, now, wish.gate())
            .orElseThrow(() -> nothingToSign(wish.gate()));
    String hash = standing.basis().hash();
    return new Event.SignOffRequested(
        wish.id(),
        standing.gate(),
        wish.by().account(),
        wish.reason(),
        hash,
        now.plus(demand.good()));
  }

  Event approve(Command.Approve wish) {
    SignOff request = current(wish.id());
    SignOffStanding standing = standing(request.gate());
    if (standing.state() == SignOffStanding.State.VOID || !wish.basis().equals(request.basis())) {
      throw gone(request, "what it is about has changed since");
    } else if (standing.state() == SignOffStanding.State.EXPIRED) {
      throw gone(request, "it ran out at " + request.until());
    }
    String account = wish.by().account();
    Instant proven = wish.by().provenAt();
    if (proven == null) {
      throw refused(PhaseProblem.NOT_A_PERSON, "a token cannot sign", "sign in yourself");
    } else if (proven.plus(FRESH).isBefore(now)) {
      throw refused(
          PhaseProblem.NOT_FRESH,
          account + " signed in more than " + FRESH.toMinutes() + " minutes ago",
          "sign in again, then approve");
    } else if (request.requester().equals(account)) {
      throw refused(
          PhaseProblem.SIGNS_TWICE, account + " asked for it himself", "let somebody else approve");
    } else if (request.signers().contains(account)) {
      throw refused(
          PhaseProblem.SIGNS_TWICE, account + " has approved already", "let somebody else approve");
    }
    return new Event.SignOffApproved(request.id(), account, wish.reason(), request.basis());
  }

  Event revoke(Command.Revoke wish) {
    SignOff request = current(wish.id());
    return new Event.SignOffRevoked(request.id(), wish.by().account(), wish.reason());
  }

  private SignOff current(String id) {
    Optional<SignOff> current = state.signOffs().current();
    return current
        .filter(request -> request.id().equals(id))
        .orElseThrow(
            () ->
                Problem.of(
                        PhaseProblem.SIGN_OFF_GONE,
                        "there is no open sign-off " + id + " of " + state.migration(),
                        "it was used or revoked, another one took its place, or it never was",
                        "crossfade signoff list " + state.migration())
                    .raise());
  }

  private ProblemException gone(SignOff request, String why) {
    return Problem.of(
            PhaseProblem.SIGN_OFF_GONE,
            "sign-off " + request.id() + " of " + state.migration() + " is void",
            why,
            "crossfade signoff request " + state.migration() + " --reason TEXT")
        .raise();
  }

  private ProblemException nothingToSign(@Nullable Phase gate) {
    boolean nobody = demand.required() == 0;
    return Problem.of(
            PhaseProblem.NOTHING_TO_SIGN,
            "there is nothing to sign off of " + state.migration() + " now",
            nobody
                ? "its specification asks for no sign-offs"
                : "it is "
                    + state.phase()
                    + " and stands before no gate"
                    + (gate == null ? "" : " to " + gate),
            nobody ? "set signOffs in crossfade.yaml" : "wait until it does")
        .raise();
  }

  private ProblemException refused(PhaseProblem code, String why, String fix) {
    return Problem.of(code, "this sign-off of " + state.migration() + " does not count", why, fix)
        .raise();
  }
}
