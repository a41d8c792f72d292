package dev.crossfade.server.cutover;

import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.spec.TrafficSpec;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.wiring.Crossings;
import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.spi.cutover.ReadinessReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** What each step of a crossing would do to the systems of one migration. */
public final class PlannedSteps {

  private final Crossings crossings;
  private final Side to;

  private PlannedSteps(Crossings crossings, Side to) {
    this.crossings = crossings;
    this.to = to;
  }

  /**
   * A step.
   *
   * @param code as documents number it
   * @param name of it
   * @param does what it does here
   * @param reached what holds once it is done
   * @param interrupted what becomes of it when whoever does it is gone
   * @param writes who takes writes after an interruption
   */
  public record Planned(
      String code, String name, String does, String reached, String interrupted, String writes) {}

  /** All steps to a side; databases are asked, and nothing is changed. */
  public static List<Planned> of(Crossings crossings, Side to) {
    PlannedSteps steps = new PlannedSteps(crossings, to);
    List<Planned> all = new ArrayList<>();
    for (CutoverStep step : CutoverStep.values()) {
      all.add(
          new Planned(
              step.code(),
              step.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
              steps.does(step),
              step.reached(),
              step.interrupted(),
              step.after().text()));
    }
    return all;
  }

  private String does(CutoverStep step) {
    return switch (step) {
      case PREFLIGHT -> "looks once more at every item of the list, and arms the way back";
      case HOLD -> hold();
      case FENCE -> "takes the right to write from everybody but us: " + side(to.other());
      case CATCH_UP ->
          "waits until everything before the stop is applied on the "
              + to.word()
              + " stack, "
              + longest()
              + " at most for all steps";
      case COMPARE ->
          "compares what changed since the last comparison, of "
              + Words.count(crossings.spec().entities().size(), "table");
      case READY -> ready();
      case SWITCH ->
          "puts a signed record in force that names the "
              + to.word()
              + " stack: from here on there is no way but forward";
      case OPEN -> "gives back the right to write: " + side(to);
      case RELEASE ->
          to == Side.NEW
              ? "lets writes go on; the way back is kept open for "
                  + crossings.spec().cutover().windowHours()
                  + " h"
              : "lets writes go on; the sources are followed again as before";
    };
  }

  private String hold() {
    TrafficSpec traffic = crossings.spec().traffic();
    return traffic.gateways() == null
        ? "nobody holds writes: clients come through no gateway, and meet the fence"
        : "the gateways of "
            + traffic.gateways()
            + " let writes of "
            + String.join(", ", traffic.routes())
            + " wait";
  }

  private String longest() {
    return crossings.spec().cutover().maxWritePauseMillis() + " ms";
  }

  private String side(Side side) {
    return side == Side.NEW
        ? "the target"
        : "sources " + String.join(", ", new TreeSet<>(crossings.stacks().fences().keySet()));
  }

  private String ready() {
    Collection<Readiness> all =
        to == Side.NEW
            ? List.of(crossings.stacks().targetReady())
            : crossings.stacks().ready().values();
    ReadinessReport report =
        all.stream().map(Readiness::check).reduce(ReadinessReport.READY, ReadinessReport::and);
    if (report.items().isEmpty()) {
      return "sequences are ahead and constraints hold already; looks again";
    }
    return String.join(
        ", ",
        report.items().stream()
            .map(item -> item.object() + " from " + item.from() + " to " + item.to())
            .toList());
  }
}
