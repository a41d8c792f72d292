package dev.crossfade.mapping.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An answer of the shortcut is always that of {@link BigDecimal}. */
class ShortDecimalsTest {

  private static final String CHARACTERS = "0000123456789..-+eE \u0663";

  @Test
  void agrees() {
    Random random = new Random(5);
    int answered = 0;
    for (int n = 0; n < 300_000; n++) {
      int length = random.nextInt(24);
      int variety = random.nextInt(3) > 0 ? 14 : CHARACTERS.length();
      StringBuilder text = new StringBuilder(n % 4 == 0 ? "-" : "");
      for (int i = 0; i < length; i++) {
        text.append(CHARACTERS.charAt(random.nextInt(variety)));
      }
      BigDecimal plain = ShortDecimals.parse(text.toString());
      if (plain != null) {
        answered++;
        assertThat(plain).as("%s", text).isEqualTo(new BigDecimal(text.toString()));
      }
    }
    assertThat(answered).isGreaterThan(50_000);
  }

  @Test
  void whatALongCannotHoldIsLeftToOthers() {
    assertThat(ShortDecimals.parse("9".repeat(18))).isEqualTo(new BigDecimal("9".repeat(18)));
    assertThat(ShortDecimals.parse("9".repeat(19))).isNull();
    assertThat(ShortDecimals.parse("0." + "9".repeat(18))).isNull();
    assertThat(ShortDecimals.parse("")).isNull();
    assertThat(ShortDecimals.parse("-.")).isNull();
  }
}
