package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.ProductionReader;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the in-memory production zone. A part is {@code <which>/<of how many>}. */
final class InMemoryProduction implements ProductionReader {

  private final InMemoryTarget target;

  InMemoryProduction(InMemoryTarget target) {
    this.target = target;
  }

  @Override
  public List<String> parts(EntityShape entity, int wanted) {
    return IntStream.range(0, wanted).mapToObj(part -> part + "/" + wanted).toList();
  }

  @Override
  public long read(EntityShape entity, String part, RowVisitor visitor) {
    String[] which = part.split("/", -1);
    int modulus = Integer.parseInt(which[1]);
    int rest = Integer.parseInt(which[0]);
    List<@Nullable Object[]> rows = target.production(entity.name());
    long count = 0;
    for (int i = rest; i < rows.size(); i += modulus) {
      visitor.visit(rows.get(i).clone());
      count++;
    }
    return count;
  }

  @Override
  public void sample(EntityShape entity, int most, RowVisitor visitor) {
    List<@Nullable Object[]> rows = target.production(entity.name());
    int step = Math.max(1, rows.size() / Math.max(1, most));
    for (int i = 0; i < rows.size() && i < step * most; i += step) {
      visitor.visit(rows.get(i).clone());
    }
  }

  @Override
  public void readKeys(EntityShape entity, Collection<Key> keys, RowVisitor visitor) {
    Set<Key> wanted = new HashSet<>(keys);
    int[] indexes = entity.table().keyIndexes();
    for (@Nullable Object[] row : target.production(entity.name())) {
      if (wanted.contains(Key.of(row, indexes))) {
        visitor.visit(row.clone());
      }
    }
  }

  @Override
  public void close() {}
}
