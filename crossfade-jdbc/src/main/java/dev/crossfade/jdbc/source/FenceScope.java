package dev.crossfade.jdbc.source;

import dev.crossfade.core.schema.TableId;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a fence is about.
 *
 * @param tables nobody but us writes them while it is raised; what they are divided into is in
 *     scope with them
 * @param ours roles or accounts that go on writing, beside the one that connects; everybody who
 *     uses them has to be Crossfade
 */
public record FenceScope(List<TableId> tables, Set<String> ours) {

  public FenceScope {
    tables = tables.stream().sorted().distinct().toList();
    ours = Set.copyOf(ours);
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("a fence of no tables");
    }
  }

  public FenceScope(Collection<TableId> tables) {
    this(List.copyOf(tables), Set.of());
  }
}
