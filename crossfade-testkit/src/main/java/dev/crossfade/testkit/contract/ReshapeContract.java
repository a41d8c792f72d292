package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every target must do when entities get other columns. */
public abstract class ReshapeContract extends ParkingContract {

  private static final LogicalType NUMBER = new LogicalType.Int(64);

  private EntityShape with(Column... more) {
    TableSchema table = personShape().table();
    List<Column> columns = new ArrayList<>(List.of(table.columns().get(0)));
    columns.addAll(List.of(more));
    columns.addAll(table.columns().subList(1, table.columns().size()));
    return shaped(columns);
  }

  private EntityShape shaped(List<Column> columns) {
    EntityShape shape = personShape();
    return new EntityShape(
        shape.name(),
        TableSchema.of(shape.table().id(), columns, shape.table().key()),
        shape.unique(),
        shape.indexes());
  }

  @Test
  void rows_have_null_in_new_columns_until_they_are_written() {
    people(1);
    EntityShape shape = with(Column.of("score [new]", NUMBER));
    assertThat(target.reshaping(shapes())).isEmpty();
    assertThat(target.reshaping(List.of(shape))).isNotEmpty();
    target.reshape(List.of(shape));
    assertThat(target.reshaping(List.of(shape))).isEmpty();
    try (TargetDatabase other = openAgain(List.of(shape, logShape()))) {
      other.prepare(List.of(shape, logShape()));
      assertThat(TargetKit.production(other, shape)).containsExactly("[1, null, p1, p1@x, note]");
    }
    apply(
        session ->
            session.write(
                TargetKit.write(
                    List.of(), TargetKit.rows(TargetKit.row(2L, 7L, "two", "e", null)))));
    assertThat(TargetKit.production(target, shape))
        .containsExactly("[1, null, p1, p1@x, note]", "[2, 7, two, e, null]");
  }

  @Test
  void a_column_that_is_gone_is_not_taken_away() {
    people(1);
    EntityShape shape = shaped(personShape().table().columns().subList(0, 3));
    assertThatThrownBy(() -> target.reshaping(List.of(shape))).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> target.reshape(List.of(shape))).isInstanceOf(ProblemException.class);
    assertThat(TargetKit.production(target, personShape())).containsExactly("[1, p1, p1@x, note]");
  }
}
