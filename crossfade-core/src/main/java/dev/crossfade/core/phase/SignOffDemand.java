package dev.crossfade.core.phase;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a migration asks for before a gate opens.
 *
 * @param required different people who have to agree; 0 when nobody has to
 * @param good how long what they said is good
 * @param specification hash of the specification that is carried out
 * @param steps of its plan, without estimates
 */
public record SignOffDemand(int required, Duration good, String specification, List<String> steps) {

  /** Nobody has to agree. */
  public static final SignOffDemand NONE = new SignOffDemand(0, Duration.ZERO, "", List.of());

  public SignOffDemand {
    steps = List.copyOf(steps);
  }

  /** What people agree to, if they do so now. */
  public SignOffBasis basis(MigrationState state, Phase gate) {
    SignOffBook book = state.signOffs();
    return new SignOffBasis(
        state.migration(),
        gate,
        specification,
        steps,
        required,
        book.evidence(),
        book.overridden().stream().map(Event.CheckOverridden::check).sorted().toList(),
        gate == Phase.CUTOVER ? book.lost() : Optional.empty());
  }
}
