package dev.crossfade.engine;

import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.spec.CheckSpec;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.source.RowDemand;
import dev.crossfade.spi.source.RowDemand.Copied;
import dev.crossfade.spi.source.RowDemand.Read;
import dev.crossfade.spi.source.RowDemand.Unread;
import dev.crossfade.spi.source.RowDemand.Use;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes values that a mapping only copies past the mapping, in the bytes in which they came. Such a
 * column is read by no expression, condition or check, so for the mapping its value is as
 * unavailable as one the log did not carry, and afterwards the bytes are put in its place. One
 * thread.
 */
public final class Handover {

  private final CompiledMapping mapping;
  private final List<Use> uses;
  private final int[] from;
  private final int[] to;
  private final @Nullable Object[] passing;

  private Handover(CompiledMapping mapping, List<Use> uses, List<int[]> copies) {
    this.mapping = mapping;
    this.uses = uses;
    this.from = copies.stream().mapToInt(copy -> copy[0]).toArray();
    this.to = copies.stream().mapToInt(copy -> copy[1]).toArray();
    this.passing = new @Nullable Object[from.length];
  }

  /** For rows that are loaded: whatever is only copied may pass. */
  public static Handover of(CompiledMapping mapping) {
    return of(mapping, column -> true, Set.of());
  }

  /**
   * For rows that are digested: what a digest takes in bytes may pass, if it is no part of a key.
   */
  public static Handover forDigests(CompiledMapping mapping) {
    List<String> key = mapping.entity().key();
    return of(
        mapping,
        column -> RowDigest.takesBytes(column.type()) && !key.contains(column.name()),
        mapping.sourceTable().key());
  }

  /** For rows that are looked at: nothing passes but what the mapping does not read. */
  public static Handover forValues(CompiledMapping mapping) {
    return of(mapping, column -> false, mapping.sourceTable().key());
  }

  /**
   * Finds out what the mapping does with each column.
   *
   * @param may which target columns may be given bytes
   * @param looked source columns whose values somebody else looks at
   */
  private static Handover of(
      CompiledMapping mapping, Predicate<Column> may, Collection<String> looked) {
    List<String> names = mapping.sourceTable().columnNames();
    BitSet copied = copied(mapping, may);
    Set<String> seen = seen(mapping, copied);
    seen.addAll(looked);
    List<Use> uses = new ArrayList<>(Collections.nCopies(names.size(), new Unread()));
    seen.forEach(name -> uses.set(names.indexOf(name), new Read()));
    List<int[]> copies = new ArrayList<>();
    for (int target = copied.nextSetBit(0); target >= 0; target = copied.nextSetBit(target + 1)) {
      int source = names.indexOf(mapping.dependencies(target).iterator().next());
      if (!(uses.get(source) instanceof Read)) {
        uses.set(source, new Copied(mapping.entity().columns().get(target).type()));
        copies.add(new int[] {source, target});
      }
    }
    return new Handover(mapping, uses, copies);
  }

  /** Source columns whose values the mapping looks at. */
  private static Set<String> seen(CompiledMapping mapping, BitSet copied) {
    Set<String> seen = new TreeSet<>(mapping.whereDependencies());
    Set<String> once = new TreeSet<>();
    for (int target = 0; target < mapping.entity().columns().size(); target++) {
      Set<String> read = mapping.dependencies(target);
      if (!copied.get(target) || !Collections.disjoint(once, read)) {
        seen.addAll(read);
      }
      once.addAll(read);
    }
    mapping.sourceTable().key().stream().filter(key -> !once.contains(key)).forEach(seen::add);
    return seen;
  }

  /** Target columns that are copied; a check that mentions a column's name may read it. */
  private static BitSet copied(CompiledMapping mapping, Predicate<Column> may) {
    List<Column> columns = mapping.entity().columns();
    BitSet copied = new BitSet();
    for (int target = 0; target < columns.size(); target++) {
      String name = columns.get(target).name();
      copied.set(
          target,
          may.test(columns.get(target))
              && mapping.directCopy(target)
              && mapping.entitySpec().checks().stream()
                  .map(CheckSpec::expression)
                  .noneMatch(expression -> expression.contains(name)));
    }
    return copied;
  }

  /** What a reader may leave encoded. */
  public RowDemand demand(Encoded.Form form) {
    return new RowDemand(form, uses);
  }

  /** Maps a row; encoded values that are copied stand encoded in the target row too. */
  public RowResult apply(@Nullable Object[] source, @Nullable Object[] target) {
    int count = 0;
    for (int i = 0; i < from.length; i++) {
      Object value = source[from[i]];
      if (value instanceof Encoded) {
        passing[i] = value;
        source[from[i]] = Unavailable.VALUE;
        count++;
      } else {
        passing[i] = null;
      }
    }
    RowResult result = mapping.apply(source, target);
    for (int i = 0; count > 0 && i < from.length; i++) {
      if (passing[i] != null) {
        source[from[i]] = passing[i];
        target[to[i]] = passing[i];
      }
    }
    return result;
  }
}
