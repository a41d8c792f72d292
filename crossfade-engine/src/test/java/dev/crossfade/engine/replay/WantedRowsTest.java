package dev.crossfade.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A row is found in its source under its key, however that is spelled there by now. */
class WantedRowsTest {

  private static final TableSchema TABLE =
      TableSchema.of(
          new TableId("public", "price"),
          List.of(Column.of("id", new LogicalType.Decimal(6, 2)).notNull()),
          List.of("id"));

  private static QuarantineItem parked(long id, String key, @Nullable Key target) {
    return new QuarantineItem(
        id,
        Instant.EPOCH,
        new ParkedChange(
            "price", 0, "crm", target, key, Op.UPDATE, null, "CF-1301", "", "no", "{}", "v1"),
        false,
        false);
  }

  private static Key key(String number) {
    return Key.of(new BigDecimal(number));
  }

  @Test
  void decimalsThatAreEqualAsNumbersAreOneRow() {
    WantedRows wanted =
        WantedRows.of(
            TABLE, List.of(parked(1, "id=1.50", null), parked(2, "id=7.00", key("7.00"))));
    assertThat(wanted.keys()).hasSize(2);
    assertThat(wanted.absent()).isEqualTo(2);

    assertThat(wanted.finds(key("1.5"))).isTrue();
    assertThat(wanted.finds(key("1.50"))).as("once").isFalse();
    assertThat(wanted.finds(key("1.6"))).isFalse();
    assertThat(wanted.nameless(key("1.5"))).containsExactly(1L);
    assertThat(wanted.absent()).isEqualTo(1);
    assertThat(wanted.finds(key("7"))).isTrue();
    assertThat(wanted.nameless(key("7"))).isEmpty();
    assertThat(wanted.absent()).isZero();
  }

  @Test
  void aKeyThatNobodyCanReadIsAbsent() {
    WantedRows wanted = WantedRows.of(TABLE, List.of(parked(1, "", null)));

    assertThat(wanted.keys()).isEmpty();
    assertThat(wanted.absent()).isEqualTo(1);
  }
}
