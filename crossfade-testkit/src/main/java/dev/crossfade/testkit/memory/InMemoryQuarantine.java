package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.QuarantineStore;
import dev.crossfade.spi.target.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Quarantine of the in-memory target. Thread-safe. */
final class InMemoryQuarantine implements QuarantineStore {

  private final MemoryStore store;

  InMemoryQuarantine(MemoryStore store) {
    this.store = store;
  }

  private List<MemoryData.Parked> items() {
    return store.read(data -> data.quarantine.stream().filter(MemoryData.Parked::counts).toList());
  }

  private List<MemoryData.Parked> known() {
    return store.read(data -> data.quarantine.stream().filter(MemoryData.Parked::open).toList());
  }

  @Override
  public long open() {
    return items().size();
  }

  @Override
  public List<QuarantineGroup> groups() {
    Map<QuarantineGroup, Long> counts =
        items().stream()
            .map(MemoryData.Parked::change)
            .collect(Collectors.groupingBy(InMemoryQuarantine::group, Collectors.counting()));
    return counts.entrySet().stream()
        .map(each -> counted(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingLong(QuarantineGroup::count).reversed())
        .toList();
  }

  private static QuarantineGroup group(ParkedChange change) {
    return new QuarantineGroup(
        change.entity(), change.code(), change.column(), change.message(), 0);
  }

  private static QuarantineGroup counted(QuarantineGroup group, long count) {
    return new QuarantineGroup(
        group.entity(), group.code(), group.column(), group.message(), count);
  }

  @Override
  public List<QuarantineItem> list(String entity, int limit) {
    List<QuarantineItem> found = newestFirst(items(), entity);
    return found.subList(0, Math.min(limit, found.size()));
  }

  private static List<QuarantineItem> newestFirst(List<MemoryData.Parked> items, String entity) {
    List<QuarantineItem> found =
        new ArrayList<>(
            items.stream()
                .filter(item -> item.change().entity().equals(entity))
                .map(MemoryData.Parked::item)
                .toList());
    Collections.reverse(found);
    return found;
  }

  @Override
  public long count(Selection what) {
    return items().stream().filter(item -> what.matches(item.change())).count();
  }

  @Override
  public void page(Selection what, long after, int max, Consumer<QuarantineItem> items) {
    items().stream()
        .filter(item -> item.id() > after && what.matches(item.change()))
        .limit(max)
        .map(MemoryData.Parked::item)
        .forEach(items);
  }

  @Override
  public void parked(String entity, Collection<Key> keys, Consumer<QuarantineItem> items) {
    Set<Key> asked = new HashSet<>(keys);
    newestFirst(known(), entity).stream()
        .filter(item -> item.change().key() != null && asked.contains(item.change().key()))
        .forEach(items);
  }

  @Override
  public void withoutKey(String entity, Consumer<QuarantineItem> items) {
    newestFirst(known(), entity).stream()
        .filter(item -> item.change().key() == null)
        .forEach(items);
  }

  @Override
  public void discarded(
      String entity, int mapping, Collection<String> names, Consumer<QuarantineItem> items) {
    Set<String> asked = new HashSet<>(names);
    newestFirst(known(), entity).stream()
        .filter(QuarantineItem::discarded)
        .filter(item -> item.change().mapping() == mapping)
        .filter(item -> asked.contains(item.change().sourceKeyText()))
        .forEach(items);
  }
}
