package dev.crossfade.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketDigestsTest {

  private static final TableSchema TABLE =
      TableSchema.of(
          new TableId("s", "t"),
          List.of(
              Column.of("id", new LogicalType.Int(64)), Column.of("v", new LogicalType.Int(64))),
          List.of("id"));

  private static BucketDigests of(long... idsAndValues) {
    RowDigest digest = new RowDigest(TABLE);
    BucketDigests buckets = new BucketDigests(16);
    for (int i = 0; i < idsAndValues.length; i += 2) {
      digest.digest(new Object[] {idsAndValues[i], idsAndValues[i + 1]});
      buckets.add(digest);
    }
    return buckets;
  }

  @Test
  void order_does_not_matter_and_parts_add_up() {
    BucketDigests merged = of(3, 30);
    merged.merge(of(1, 10, 2, 20));

    assertThat(merged.differing(of(1, 10, 2, 20, 3, 30)).isEmpty()).isTrue();
    assertThat(merged.rows()).isEqualTo(3);
  }

  @Test
  void the_total_tells_sets_of_rows_apart_however_they_are_spread() {
    RowDigest digest = new RowDigest(TABLE);
    BucketDigests other = new BucketDigests(1_024);
    for (long id = 3; id > 0; id--) {
      digest.digest(new Object[] {id, id * 10});
      other.add(digest);
    }

    assertThat(other.total())
        .hasSize(32)
        .isEqualTo(of(1, 10, 2, 20, 3, 30).total())
        .isNotEqualTo(of(1, 10, 2, 20, 3, 31).total())
        .isNotEqualTo(of(1, 10, 2, 20, 3, 30, 3, 30).total());
    assertThat(of().total()).isEqualTo("0".repeat(32));
  }

  @Test
  void a_changed_row_shows_in_exactly_its_bucket() {
    BucketDigests one = of(1, 10, 2, 20, 3, 30);

    assertThat(one.differing(of(1, 10, 2, 21, 3, 30)).cardinality()).isEqualTo(1);
  }

  @Test
  void swapped_values_doubled_rows_and_missing_pairs_do_not_cancel() {
    BucketDigests one = of(1, 10, 2, 20);

    assertThat(one.differing(of(1, 20, 2, 10)).isEmpty()).isFalse();
    assertThat(one.differing(of(1, 10, 1, 10, 2, 20)).isEmpty()).isFalse();
    assertThat(of().differing(of(1, 10, 1, 10)).isEmpty()).isFalse();
  }
}
