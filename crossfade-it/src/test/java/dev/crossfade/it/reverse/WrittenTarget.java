package dev.crossfade.it.reverse;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** The target's rows, as the mappings make them of what the sources have, and writers on them. */
final class WrittenTarget {

  private final Map<String, Map<Key, Object[]>> rows = new LinkedHashMap<>();
  private final Map<String, TableSchema> shapes = new LinkedHashMap<>();
  private final Random random = new Random(20_261_126L);
  private long fresh = 10_000_000;
  private long position = 1_000;

  /** Reads the sources. */
  static WrittenTarget of(CompiledMigration migration, Map<String, SourceDatabase> sources) {
    WrittenTarget target = new WrittenTarget();
    for (CompiledMapping mapping : migration.mappings()) {
      target.shapes.put(mapping.entity().id().name(), mapping.entity());
      Map<Key, Object[]> entity =
          target.rows.computeIfAbsent(mapping.entity().id().name(), name -> new LinkedHashMap<>());
      try (SnapshotReader reader = sources.get(mapping.source()).openReader()) {
        reader.read(
            mapping.sourceTable(),
            new KeyRange(null, null),
            row -> {
              Object[] made = new Object[mapping.entity().columns().size()];
              if (mapping.accepts(row) == Membership.IN
                  && mapping.apply(row, made) == RowResult.MAPPED) {
                entity.put(target.key(mapping.entity(), made), made);
              }
            });
      }
    }
    return target;
  }

  private Key key(TableSchema shape, Object[] row) {
    return shape.keyless() ? Key.of(fresh++) : Key.of(row, shape.keyIndexes());
  }

  Map<Key, Object[]> rows(String entity) {
    return rows.get(entity);
  }

  /** One change by somebody, already done here. */
  Change change() {
    List<String> names = rows.keySet().stream().filter(name -> rows.get(name).size() > 3).toList();
    String name = names.get(random.nextInt(names.size()));
    TableSchema shape = shapes.get(name);
    int dice = random.nextInt(10);
    if (dice < 2 || shape.keyless()) {
      return insert(shape);
    }
    return dice < 3 ? delete(shape) : update(shape);
  }

  private Change insert(TableSchema shape) {
    Object[] row = anyOf(shape).clone();
    if (!shape.keyless()) {
      freshKey(shape, row);
    }
    rows.get(shape.id().name()).put(key(shape, row), row);
    return new Change(shape.id(), Op.INSERT, null, row, next());
  }

  private Change delete(TableSchema shape) {
    Object[] row = anyOf(shape);
    rows.get(shape.id().name()).remove(key(shape, row));
    return new Change(shape.id(), Op.DELETE, keyOnly(shape, row), null, next());
  }

  private Change update(TableSchema shape) {
    Object[] before = anyOf(shape);
    Object[] row = before.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int column = random.nextInt(row.length);
      if (!shape.key().contains(shape.columns().get(column).name())) {
        row[column] = anyOf(shape)[column];
      }
    }
    if (random.nextInt(12) == 0) {
      freshKey(shape, row);
    }
    rows.get(shape.id().name()).remove(key(shape, before));
    rows.get(shape.id().name()).put(key(shape, row), row);
    Object[] image = row.clone();
    for (int i = 0; i < image.length; i++) {
      LogicalType type = shape.columns().get(i).type();
      boolean toast = type instanceof LogicalType.Bytes || type instanceof LogicalType.Json;
      image[i] = toast && row[i] == before[i] && row[i] != null ? Unavailable.VALUE : row[i];
    }
    return new Change(shape.id(), Op.UPDATE, keyOnly(shape, before), image, next());
  }

  private Position next() {
    return new Position(9, position++, 0);
  }

  private Object[] anyOf(TableSchema shape) {
    List<Object[]> all = new ArrayList<>(rows.get(shape.id().name()).values());
    return all.get(random.nextInt(all.size()));
  }

  private static Object[] keyOnly(TableSchema shape, Object[] row) {
    Object[] image = new Object[row.length];
    for (int i = 0; i < image.length; i++) {
      boolean key = shape.key().contains(shape.columns().get(i).name());
      image[i] = key ? row[i] : Unavailable.VALUE;
    }
    return image;
  }

  private void freshKey(TableSchema shape, Object[] row) {
    int last = shape.keyIndexes()[shape.key().size() - 1];
    Column column = shape.columns().get(last);
    long number = fresh++;
    if (column.type() instanceof LogicalType.UInt64) {
      row[last] = BigInteger.valueOf(number);
    } else if (column.type() instanceof LogicalType.Uuid) {
      row[last] = new UUID(number, number);
    } else {
      row[last] = column.type() instanceof LogicalType.Text ? "k" + number : (Object) number;
    }
  }
}
