package dev.crossfade.core.cutover;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The list that says go or no go.
 *
 * @param gates what was found
 */
public record GateReport(List<Gate> gates) {

  public GateReport {
    gates = List.copyOf(gates);
    Set<String> items = new HashSet<>();
    for (Gate gate : gates) {
      if (!items.add(gate.item())) {
        throw new IllegalArgumentException("twice: " + gate.item());
      }
    }
  }

  /** Whether everything that is asked for was found and passes; what is missing does not. */
  public boolean go(Set<String> asked) {
    return !asked.isEmpty() && hindrances(asked).isEmpty();
  }

  /** Items that keep from going: all that do not pass, and what nobody looked at. */
  public List<String> hindrances(Set<String> asked) {
    Set<String> missing = new HashSet<>(asked);
    gates.forEach(gate -> missing.remove(gate.item()));
    return Stream.concat(
            gates.stream().filter(gate -> gate.state() != Gate.State.PASS).map(Gate::item),
            missing.stream())
        .sorted()
        .toList();
  }
}
