package dev.crossfade.core.phase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the journal says of sign-offs, and what they rest on.
 *
 * @param current the latest request, until it is used or revoked
 * @param evidence what each kind of step came to last, in the order of the kinds
 * @param described the specification that counts; empty where the journal names none
 * @param overridden checks that keep nothing from being published, since somebody answers for them
 * @param lost columns that no way back would bring back, by the latest verification; empty where it
 *     did not say so, or the specification is another one since
 */
public record SignOffBook(
    Optional<SignOff> current,
    List<Evidence> evidence,
    Optional<Event.Described> described,
    List<Event.CheckOverridden> overridden,
    Optional<List<String>> lost) {

  static final SignOffBook EMPTY =
      new SignOffBook(Optional.empty(), List.of(), Optional.empty(), List.of(), Optional.empty());

  public SignOffBook {
    evidence = List.copyOf(evidence);
    overridden = List.copyOf(overridden);
    lost = lost.map(List::copyOf);
  }

  /**
   * @param from the phase in which it happened
   */
  SignOffBook after(Event event, long version, Phase from) {
    if (event instanceof Event.SignOffRequested e) {
      SignOff request = new SignOff(e.id(), e.gate(), e.by(), e.basis(), e.until(), List.of());
      return with(Optional.of(request));
    } else if (event instanceof Event.SignOffApproved e) {
      return with(current.map(request -> signed(request, e)));
    } else if (event instanceof Event.SignOffRevoked e) {
      return with(current.filter(request -> !request.id().equals(e.id())));
    } else if (event instanceof Event.Entered e) {
      return with(current.filter(request -> !spent(request.gate(), from, e.phase())));
    } else if (event instanceof Event.Done e && evident(e.step())) {
      List<Evidence> more = with(new Evidence(e.step(), version, e.result()));
      Optional<List<String>> columns =
          e.step() == StepKind.VERIFY ? LostColumns.in(e.result()) : lost;
      return new SignOffBook(current, more, described, overridden, columns);
    } else if (event instanceof Event.Described e) {
      Optional<SignOff> voided = current.map(SignOff::voided);
      return new SignOffBook(voided, evidence, Optional.of(e), overridden, Optional.empty());
    } else if (event instanceof Event.CheckOverridden e) {
      List<Event.CheckOverridden> more = new ArrayList<>(overridden);
      more.add(e);
      return new SignOffBook(current, evidence, described, more, lost);
    }
    return this;
  }

  /** Who agreed to a cutover may take it back until it is over; all else is used up at once. */
  private static boolean spent(Phase gate, Phase from, Phase to) {
    return gate == Phase.CUTOVER ? from == Phase.CUTOVER : gate == to;
  }

  /** What only makes ready for another step, or ends all, proves nothing. */
  private static boolean evident(StepKind step) {
    return step != StepKind.REST && step != StepKind.ARM_RETURN && !step.removes();
  }

  /** Whether who knows this demand knows the specification that counts. */
  boolean knows(SignOffDemand demand) {
    return described
        .filter(latest -> latest.required() > 0 || demand.required() > 0)
        .map(latest -> latest.specification().equals(demand.specification()))
        .orElse(true);
  }

  private SignOffBook with(Optional<SignOff> request) {
    return new SignOffBook(request, evidence, described, overridden, lost);
  }

  private static SignOff signed(SignOff request, Event.SignOffApproved event) {
    return request.id().equals(event.id()) ? request.signed(event.by()) : request;
  }

  private List<Evidence> with(Evidence latest) {
    List<Evidence> all = new ArrayList<>(evidence);
    all.removeIf(each -> each.step() == latest.step());
    all.add(latest);
    all.sort((one, other) -> one.step().compareTo(other.step()));
    return all;
  }
}
