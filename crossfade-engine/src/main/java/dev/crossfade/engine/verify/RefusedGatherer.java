package dev.crossfade.engine.verify;

import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.apply.Parking;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.RowResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the rows that their mapping refuses and that have no target key. One thread. */
final class RefusedGatherer implements ExpectedVisitor {

  private final Scope scope;
  private final List<Nameless> rows = new ArrayList<>();

  RefusedGatherer(Scope scope) {
    this.scope = scope;
  }

  /** The target key of a source row; null when it has none. */
  static @Nullable Key keyOf(Scope scope, CompiledMapping mapping, @Nullable Object[] source) {
    @Nullable Object[] target = new @Nullable Object[scope.table().columns().size()];
    return !scope.table().keyless() && mapping.applyKey(source, target) == RowResult.MAPPED
        ? scope.keyOf(target)
        : null;
  }

  @Override
  public void expected(int mapping, @Nullable Object[] source, @Nullable Object[] target) {}

  @Override
  public void refused(int mapping, @Nullable Object[] source) {
    CompiledMapping compiled = scope.mappings().get(mapping);
    if (keyOf(scope, compiled, source) == null) {
      String name = Parking.nameOfRefused(compiled.sourceTable(), source);
      rows.add(
          new Nameless(compiled.source(), name, RefusedSource.of(compiled.sourceTable(), source)));
    }
  }

  List<Nameless> rows() {
    return rows;
  }

  /**
   * A refused row.
   *
   * @param source name of its source
   * @param name what it is called in quarantine, within its source
   * @param row as it is now
   */
  record Nameless(String source, String name, RefusedSource row) {

    /** Its name among the rows of all sources. */
    String fullName() {
      return RefusedWithoutKey.name(source, name);
    }
  }
}
