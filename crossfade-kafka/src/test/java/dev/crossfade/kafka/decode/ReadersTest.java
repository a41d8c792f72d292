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

  private static final Readers READERS = new Readers("mariadb", new Placeholder("gone"));

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

  @Test
  void numbersInMysqlsJsonHaveAsManyDigitsAsTheServerPrints() {
    Column json = new Column("c", new LogicalType.Json(), true, "json", false);
    ValueReader mysql = new Readers("mysql", new Placeholder("gone")).of(json);
    List<String> same =
        List.of(
            "{\"a\": [1, -2.5, 0.001, \"0.00001000000000000000081803053914\", \"q\\\"1e-5\"]}",
            "9223372036854775807",
            "18446744073709551615",
            "-9223372036854775808",
            "1.00000000000000000000000001",
            "12345678901234567890123456789.123456789");

    same.forEach(text -> assertThat(mysql.read(TextNode.valueOf(text))).isEqualTo(text));
    for (double number :
        new double[] {1e-5, -2.5e-7, 1.2345678901234566e29, Double.MIN_VALUE * 8, 1e300}) {
      String expanded = new BigDecimal(number).toPlainString();
      assertThat(new BigDecimal(number(mysql, expanded)))
          .isEqualByComparingTo(BigDecimal.valueOf(number));
      assertThat(reader(new LogicalType.Json(), "json").read(TextNode.valueOf(expanded)))
          .isEqualTo(expanded);
    }
  }

  private static String number(ValueReader json, String text) {
    String array = (String) json.read(TextNode.valueOf("[" + text + "]"));
    return array.substring(1, array.length() - 1);
  }
}
