package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.drift.HeldGate;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parts of repairs that the owner of a source's stream carries out. One thread. */
final class RepairWork implements AutoCloseable {

  private final String source;
  private final Map<String, SourceDatabase> sources;
  private final TargetDatabase target;
  private final Mappings mappings;
  private final int copies;
  private final Map<String, Repairing> begun = new LinkedHashMap<>();

  RepairWork(
      String source,
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      Mappings mappings,
      int copies) {
    this.source = source;
    this.sources = sources;
    this.target = target;
    this.mappings = mappings;
    this.copies = copies;
  }

  /** Tells a part from other work. */
  static String name(Repair part) {
    return "repair " + part.act() + "/" + part.number();
  }

  /**
   * What there is to do, the oldest first. What no mapping brings is taken away before rows are
   * set: it may hold values that they need.
   */
  List<Repair> open() {
    List<Repair> all = target.repairs().open();
    Set<Long> waiting = new HashSet<>();
    all.stream().filter(Repair::extras).forEach(each -> waiting.add(each.act()));
    List<Repair> ours =
        all.stream()
            .filter(each -> each.source().equals(source))
            .filter(each -> each.extras() || !waiting.contains(each.act()))
            .toList();
    Set<String> names = new HashSet<>();
    ours.forEach(each -> names.add(name(each)));
    begun.entrySet().removeIf(each -> !names.contains(each.getKey()) && closed(each.getValue()));
    return ours;
  }

  private static boolean closed(Repairing over) {
    over.close();
    return true;
  }

  /** Whether the entity can be written now: not while changes of it are kept. */
  boolean possible(Repair part) {
    return target.progress().entityStates().get(part.entity()) == EntityState.LIVE
        && HeldGate.before(part.entity(), mappings, target).isEmpty();
  }

  /** Whether nothing of this run feeds the rows of a part: then there is nothing to compare. */
  boolean unmapped(Repair part) {
    List<Numbered> into = mappings.into(part.entity());
    return into.isEmpty()
        || (into.get(0).appendOnly() && feeding(into) > 1)
        || (!part.extras() && into.stream().noneMatch(each -> each.number() == part.mapping()));
  }

  private static long feeding(List<Numbered> into) {
    return into.stream().map(Numbered::source).distinct().count();
  }

  /** The work on a part, where it was. */
  Repairing work(Repair part) {
    return begun.computeIfAbsent(
        name(part),
        name -> {
          RepairScope scope = new RepairScope(mappings.into(part.entity()), sources, target);
          return new Repairing(scope, part, copies);
        });
  }

  /** Begins a part from where it is stored. */
  void again(Repair part) {
    Repairing former = begun.remove(name(part));
    if (former != null) {
      former.close();
    }
  }

  /** Remembers what the stream is about to apply. */
  void applying(Map<String, List<EntityChange>> changes) {
    begun.values().forEach(each -> each.applying(changes));
  }

  @Override
  public void close() {
    begun.values().forEach(Repairing::close);
    begun.clear();
  }
}
