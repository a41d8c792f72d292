package dev.crossfade.engine.backfill;

import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.LogicalType;
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
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes values that a mapping only copies past the mapping, in the bytes in which they came. Such a
 * column is read by no expression, condition or check, so for the mapping its value is as
 * unavailable as one the log did not carry, and afterwards the bytes are put in its place. One
 * thread.
 */
final class Handover {

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

  /** Finds out what the mapping does with each column. */
  static Handover of(CompiledMapping mapping) {
    List<String> names = mapping.sourceTable().columnNames();
    Set<String> seen = seen(mapping);
    List<Use> uses = new ArrayList<>(Collections.nCopies(names.size(), new Unread()));
    seen.forEach(name -> uses.set(names.indexOf(name), new Read()));
    List<int[]> copies = new ArrayList<>();
    for (int target = 0; target < mapping.entity().columns().size(); target++) {
      if (copies(mapping, target)) {
        int source = names.indexOf(mapping.dependencies(target).iterator().next());
        if (!(uses.get(source) instanceof Read)) {
          uses.set(source, new Copied(type(mapping, target)));
          copies.add(new int[] {source, target});
        }
      }
    }
    return new Handover(mapping, uses, copies);
  }

  /** Source columns whose values are looked at. */
  private static Set<String> seen(CompiledMapping mapping) {
    Set<String> seen = new TreeSet<>(mapping.whereDependencies());
    Set<String> once = new TreeSet<>();
    for (int target = 0; target < mapping.entity().columns().size(); target++) {
      Set<String> read = mapping.dependencies(target);
      if (!copies(mapping, target) || !Collections.disjoint(once, read)) {
        seen.addAll(read);
      }
      once.addAll(read);
    }
    mapping.sourceTable().key().stream().filter(key -> !once.contains(key)).forEach(seen::add);
    return seen;
  }

  /** A check that mentions a column's name may read it. */
  private static boolean copies(CompiledMapping mapping, int target) {
    String name = mapping.entity().columns().get(target).name();
    return mapping.directCopy(target)
        && mapping.entitySpec().checks().stream()
            .map(CheckSpec::expression)
            .noneMatch(expression -> expression.contains(name));
  }

  private static LogicalType type(CompiledMapping mapping, int target) {
    return mapping.entity().columns().get(target).type();
  }

  RowDemand demand(Encoded.Form form) {
    return new RowDemand(form, uses);
  }

  /** Maps a row; encoded values that are copied stand encoded in the target row too. */
  RowResult apply(@Nullable Object[] source, @Nullable Object[] target) {
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
