package dev.crossfade.server.wiring;

import dev.crossfade.engine.preflight.PreflightInputs.Stacks;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a completed migration left in the databases of both stacks. */
public final class Leftovers {

  private final Connected connected;
  private final Stacks stacks;
  private final ControlStore control;
  private final Extent extent;

  /** How much of it. */
  public enum Extent {
    /** What nobody but the migration ever needed. */
    METADATA,
    /** The same, and what keeps applications from writing sources. */
    SOURCES
  }

  Leftovers(Connected connected, Stacks stacks, ControlStore control, Extent extent) {
    this.connected = connected;
    this.stacks = stacks;
    this.control = control;
    this.extent = extent;
  }

  /** All of it, one thing a line; changes nothing. */
  public List<String> list() {
    List<String> left = new ArrayList<>(target().retiring(Shapes.of(connected.spec())));
    sources().forEach((name, source) -> addOf(name, source, left));
    return left;
  }

  private void addOf(String name, SourceDatabase source, List<String> left) {
    LegacyDatabase legacy = stacks.legacy().get(name);
    if (legacy != null && (legacy.state().isPresent() || legacy.waiting() > 0)) {
      left.add("forget in " + name + " how far the way back came: crossfade.reverse_*");
    }
    if (extent == Extent.SOURCES) {
      Fence fence = stacks.fences().get(name);
      if (fence != null) {
        fence.left().forEach(each -> left.add("in " + name + ": " + each));
      }
      source.log().left().forEach(each -> left.add("in " + name + ": " + each));
    }
  }

  private TargetDatabase target() {
    return connected.target();
  }

  private Map<String, SourceDatabase> sources() {
    return new TreeMap<>(connected.sources());
  }

  /** Removes it; remembered before, so that nothing is gone of which nobody knows why. */
  public void remove(String actor, String reason) {
    target().acts().decide("production", "retired", actor, reason);
    stacks.legacy().values().forEach(LegacyDatabase::remove);
    if (extent == Extent.SOURCES) {
      sources().forEach((name, source) -> removeIn(name, source, actor, reason));
    }
    target().retire(Shapes.of(connected.spec()));
    ControlPlace.tell(control, target());
  }

  /** The log last: a fence writes into it. */
  private void removeIn(String name, SourceDatabase source, String actor, String reason) {
    target().acts().decide(name, "opened and retired", actor, reason);
    Fence fence = stacks.fences().get(name);
    if (fence != null) {
      fence.remove();
    }
    source.log().remove();
  }
}
