package dev.crossfade.core.phase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the journal says of sign-offs, and what they rest on.
 *
 * @param current the latest request, until it is used or revoked
 * @param evidence what each kind of step came to last, in the order of the kinds
 */
public record SignOffBook(Optional<SignOff> current, List<Evidence> evidence) {

  static final SignOffBook EMPTY = new SignOffBook(Optional.empty(), List.of());

  public SignOffBook {
    evidence = List.copyOf(evidence);
  }

  SignOffBook after(Event event, long version) {
    if (event instanceof Event.SignOffRequested e) {
      SignOff request = new SignOff(e.id(), e.gate(), e.by(), e.basis(), e.until(), List.of());
      return new SignOffBook(Optional.of(request), evidence);
    } else if (event instanceof Event.SignOffApproved e) {
      return new SignOffBook(current.map(request -> signed(request, e)), evidence);
    } else if (event instanceof Event.SignOffRevoked e) {
      return new SignOffBook(current.filter(request -> !request.id().equals(e.id())), evidence);
    } else if (event instanceof Event.Entered e) {
      return new SignOffBook(current.filter(request -> request.gate() != e.phase()), evidence);
    } else if (event instanceof Event.Done e && e.step() != StepKind.REST) {
      return new SignOffBook(current, with(new Evidence(e.step(), version, e.result())));
    }
    return this;
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
