package dev.crossfade.core.phase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far people have agreed to what lies behind a gate.
 *
 * @param gate the phase behind it
 * @param state how far
 * @param request the latest one, if there is any
 * @param basis what they would agree to now
 */
public record SignOffStanding(
    Phase gate, State state, Optional<SignOff> request, SignOffBasis basis) {

  /** How far people can have agreed. */
  public enum State {
    /** Nobody has asked for it. */
    NOT_REQUESTED,
    /** Some who have to agree have not. */
    WAITING,
    /** Enough agreed: the gate is open until it runs out. */
    SIGNED,
    /** It ran out; it has to be asked for again. */
    EXPIRED,
    /** What was signed is not what would be done now; it has to be asked for again. */
    VOID
  }

  /** That of a gate at a moment. */
  static SignOffStanding of(MigrationState state, Phase gate, SignOffDemand demand, Instant now) {
    SignOffBasis basis = demand.basis(state, gate);
    Optional<SignOff> request = state.signOffs().current().filter(each -> each.gate() == gate);
    boolean known = state.signOffs().knows(demand);
    return new SignOffStanding(
        gate,
        request
            .map(each -> known ? state(each, basis, now) : State.VOID)
            .orElse(State.NOT_REQUESTED),
        request,
        basis);
  }

  private static State state(SignOff request, SignOffBasis basis, Instant now) {
    if (!request.basis().equals(basis.hash())) {
      return State.VOID;
    } else if (!now.isBefore(request.until())) {
      return State.EXPIRED;
    }
    return request.signers().size() >= basis.required() ? State.SIGNED : State.WAITING;
  }

  /** Whether a gate is not kept shut by people: they agreed, or nobody has to. */
  public static boolean agreed(
      MigrationState state, Phase gate, SignOffDemand demand, Instant now) {
    return new SignOffRules(state, demand, now).open(gate);
  }

  /**
   * That of the gate before which a migration stands; empty when it stands before none, or nobody
   * has to agree.
   */
  public static Optional<SignOffStanding> before(
      MigrationState state, SignOffDemand demand, Instant now) {
    return before(state, demand, now, null);
  }

  /**
   * The same, where it stands before several.
   *
   * @param wanted the phase behind the gate; null for that of the latest request, or else the first
   */
  public static Optional<SignOffStanding> before(
      MigrationState state, SignOffDemand demand, Instant now, @Nullable Phase wanted) {
    if (demand.required() == 0) {
      return Optional.empty();
    }
    List<Phase> ahead = ahead(state);
    Optional<Phase> asked = state.signOffs().current().map(SignOff::gate).filter(ahead::contains);
    Optional<Phase> gate =
        wanted == null
            ? asked.or(() -> ahead.stream().findFirst())
            : Optional.of(wanted).filter(ahead::contains);
    return gate.map(each -> of(state, each, demand, now));
  }

  /** The phases behind the gates before which a migration stands: next, or to be asked for. */
  private static List<Phase> ahead(MigrationState state) {
    boolean finished = state.here().current().isEmpty();
    return PhaseTable.MIGRATION.rows().stream()
        .filter(row -> row.from() == state.phase() && row.way() == PhaseTable.Way.GATE)
        .filter(row -> row.by().asked() || finished)
        .map(PhaseTable.Row::to)
        .toList();
  }
}
