package dev.crossfade.engine;

import dev.crossfade.core.plan.CopiedMapping;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.ProgressStore;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which mappings have all of their history in the target, for the plan. */
public final class CopiedHistory {

  private CopiedHistory() {}

  /** Looks. What reads the same table into the same entity twice counts once all of it is there. */
  public static Set<CopiedMapping> of(CompiledMigration compiled, ProgressStore progress) {
    Set<Integer> complete =
        progress.backfill().stream()
            .filter(BackfillProgress::complete)
            .map(BackfillProgress::mapping)
            .collect(Collectors.toSet());
    if (complete.isEmpty()) {
      return Set.of();
    }
    MappingNames names = new MappingNames();
    Set<CopiedMapping> copied = new HashSet<>();
    Set<CopiedMapping> open = new HashSet<>();
    for (CompiledMapping mapping : compiled.mappings()) {
      boolean there =
          progress
              .fact(names.next(mapping))
              .map(Integer::valueOf)
              .filter(complete::contains)
              .isPresent();
      CopiedMapping each = new CopiedMapping(mapping.entitySpec().name(), mapping.spec().label());
      (there ? copied : open).add(each);
    }
    copied.removeAll(open);
    return copied;
  }
}
