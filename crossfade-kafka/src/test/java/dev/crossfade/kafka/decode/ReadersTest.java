package dev.crossfade.kafka.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.SpecialNumber;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values that Debezium spells in a way of its own. */
class ReadersTest {

  private static final Readers READERS = new Readers(new Placeholder("gone"));

  private static ValueReader reader(LogicalType type, String nativeType) {
    return READERS.of(new Column("c", type, true, nativeType, false));
  }

  @Test
  void theYearZeroIsNot1900() {
    ValueReader year = reader(new LogicalType.Int(16), "year(4)");

    assertThat(year.read(IntNode.valueOf(1900))).isEqualTo(0L);
    assertThat(year.read(IntNode.valueOf(1901))).isEqualTo(1901L);
    assertThat(reader(new LogicalType.Int(16), "smallint").read(IntNode.valueOf(1900)))
        .isEqualTo(1900L);
  }

  @Test
  void commasInLabelsComeEscaped() {
    ValueReader kind =
        reader(new LogicalType.Enumeration("e", List.of("a,b", "c", "d\\,e", "d,e")), "enum");

    assertThat(kind.read(TextNode.valueOf("a\\,b"))).isEqualTo("a,b");
    assertThat(kind.read(TextNode.valueOf("c"))).isEqualTo("c");
    assertThat(kind.read(TextNode.valueOf("a,b"))).isEqualTo("a,b");
    assertThat(kind.read(TextNode.valueOf("d\\,e"))).isEqualTo("d\\,e");
  }

  @Test
  void aNegativeScaleAddsNoDigits() {
    ValueReader rounded = reader(LogicalType.Decimal.UNCONSTRAINED, "numeric(4,-2)");

    assertThat(rounded.read(TextNode.valueOf("123400." + "0".repeat(2046))))
        .isEqualTo(new BigDecimal("123400"));
    assertThat(rounded.read(TextNode.valueOf("NaN"))).isEqualTo(SpecialNumber.NAN);
  }
}
