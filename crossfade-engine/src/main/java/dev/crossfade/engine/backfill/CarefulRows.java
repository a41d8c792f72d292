package dev.crossfade.engine.backfill;

import dev.crossfade.core.schema.RowWeight;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.Parking;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.RowsRefusedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows in small groups, and a group that is refused in halves, until the rows stand alone
 * that the target refuses. Memory is bounded by the group: few rows, and fewer when they are large.
 */
final class CarefulRows extends RowLoad {

  private static final int MOST_ROWS = 512;
  private static final long MOST_WEIGHT = 4_000_000;

  private final List<Row> group = new ArrayList<>();
  private final Life life;
  private long weight;

  CarefulRows(Numbered numbered, Parking parking, ChunkLoad load, Life life) {
    super(numbered, parking, load);
    this.life = life;
  }

  private record Row(@Nullable Object[] source, @Nullable Object[] target) {}

  @Override
  void add(@Nullable Object[] source, @Nullable Object[] target) {
    group.add(new Row(source.clone(), target.clone()));
    weight += RowWeight.of(source) + RowWeight.of(target);
    if (group.size() == MOST_ROWS || weight >= MOST_WEIGHT) {
      end();
    }
  }

  @Override
  boolean keeps() {
    return true;
  }

  @Override
  void end() {
    halves(group);
    group.clear();
    weight = 0;
  }

  private void halves(List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    life.check();
    try {
      load().writeTogether(rows.stream().map(Row::target).toList());
    } catch (RowsRefusedException e) {
      if (rows.size() == 1) {
        refuse(rows.get(0).source(), rows.get(0).target(), e);
        return;
      }
      int middle = rows.size() / 2;
      halves(rows.subList(0, middle));
      halves(rows.subList(middle, rows.size()));
    }
  }
}
