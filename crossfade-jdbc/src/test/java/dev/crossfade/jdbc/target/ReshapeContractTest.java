package dev.crossfade.jdbc.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.testkit.contract.ReshapeContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PostgreSQL keeps the contract. */
class ReshapeContractTest extends ReshapeContract {

  private final ContractTargets targets = new ContractTargets();

  @Override
  protected TargetDatabase open(List<EntityShape> entities) {
    return targets.fresh(entities);
  }

  @Override
  protected TargetDatabase openAgain(List<EntityShape> entities) {
    return targets.again(entities);
  }

  @Test
  void a_type_is_changed_where_the_database_can() throws Exception {
    EntityShape shape = personShape();
    List<Column> columns = new ArrayList<>(shape.table().columns());
    columns.set(1, Column.of("name", new LogicalType.Text(40)).notNull());
    EntityShape wider =
        new EntityShape(
            shape.name(),
            TableSchema.of(shape.table().id(), columns, shape.table().key()),
            shape.unique(),
            shape.indexes());
    assertThat(target.reshaping(List.of(wider)))
        .singleElement()
        .asString()
        .endsWith("ALTER COLUMN \"name\" TYPE varchar(40)");
    target.reshape(List.of(wider));
    assertThat(target.reshaping(List.of(wider))).isEmpty();
  }

  private EntityShape withMood(String... labels) {
    EntityShape shape = personShape();
    List<Column> columns = new ArrayList<>(shape.table().columns());
    columns.add(Column.of("mood", new LogicalType.Enumeration("mood", List.of(labels))));
    return new EntityShape(
        shape.name(),
        TableSchema.of(shape.table().id(), columns, shape.table().key()),
        shape.unique(),
        shape.indexes());
  }

  @Test
  void an_enum_gets_more_labels_in_their_order_and_loses_none() {
    target.reshape(List.of(withMood("glad", "sad")));
    EntityShape more = withMood("elated", "glad", "so-so", "sad", "it's over");
    assertThat(target.reshaping(List.of(more)))
        .filteredOn(statement -> statement.contains("ADD VALUE"))
        .hasSize(3);
    target.reshape(List.of(more));
    assertThat(target.reshaping(List.of(more))).isEmpty();
    EntityShape before = withMood("glad", "sad");
    assertThatThrownBy(() -> target.reshape(List.of(before))).isInstanceOf(ProblemException.class);
  }
}
