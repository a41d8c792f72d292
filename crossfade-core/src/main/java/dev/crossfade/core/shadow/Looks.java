package dev.crossfade.core.shadow;

import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.shadow.Look.Suspect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several looks at one workload. What is suspect at every look, in the same rows, differs; what is
 * not at one of them was in flight. One thread.
 */
public final class Looks {

  /** Signatures kept apart. */
  static final int MOST = 200;

  private static final int EXAMPLES = 10;

  /**
   * So many times more often than the new stack from it has the legacy stack to differ from itself
   * that a difference is noise: a value that nobody can tell twice, of which chance alone puts some
   * rows far away at every look.
   */
  private static final int NOISE = 20;

  private final String workload;
  private final Map<String, Long> noise = new LinkedHashMap<>();
  private Set<Suspect> always = Set.of();
  private final Set<Suspect> ever = new LinkedHashSet<>();
  private long rows;
  private int moved;
  private int looks;

  public Looks(String workload) {
    this.workload = workload;
  }

  /** One more; true when another look could change what is known. */
  public boolean add(Look look) {
    Set<Suspect> both = new LinkedHashSet<>(look.suspects());
    if (looks > 0) {
      both.retainAll(always);
    }
    always = both;
    ever.addAll(look.suspects());
    rows = Math.max(rows, look.rows());
    moved = Math.max(moved, look.moved());
    look.noise().forEach((signature, count) -> noise.merge(signature, count, Math::max));
    looks++;
    return !always.isEmpty();
  }

  /** Rows that were compared. */
  public long rows() {
    return rows;
  }

  /** Rows that were suspect once and not at every look, or changed while they were looked at. */
  public long inFlight() {
    Set<String> settled = new LinkedHashSet<>();
    ever.stream().filter(each -> !always.contains(each)).forEach(each -> settled.add(each.row()));
    return Math.max(settled.size(), moved);
  }

  /** Differences by signature, most frequent first, with what the legacy stack has of itself. */
  public List<Group> groups() {
    Map<String, Long> counts = new LinkedHashMap<>();
    always.forEach(
        suspect -> {
          boolean room = counts.size() < MOST || counts.containsKey(suspect.signature());
          counts.merge(room ? suspect.signature() : DifferenceBook.OTHERS, 1L, Long::sum);
        });
    List<Group> groups = new ArrayList<>();
    long all = Math.max(1, rows);
    counts.forEach(
        (signature, count) -> {
          long own = noise.getOrDefault(signature, 0L);
          groups.add(new Group(workload, signature, count, all, own, all, count * NOISE > own));
        });
    groups.sort(Comparator.comparingLong((Group group) -> -group.differing()));
    return groups;
  }

  /** Some of the rows that differ; only for whom values are shown. */
  public List<String> examples() {
    return always.stream()
        .filter(each -> !each.row().isEmpty())
        .limit(EXAMPLES)
        .map(each -> each.signature() + ": " + each.row())
        .toList();
  }
}
