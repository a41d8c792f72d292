package dev.crossfade.mapping.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.value.DecimalValue;
import dev.crossfade.mapping.value.RowFailure;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainAmountsTest {

  private static final String CHARACTERS = "0012345678999..,+- '\u20acEUR";

  private final Random random = new Random(99);

  /** A space in front closes the shortcut and changes nothing else. */
  @Test
  void a_text_that_is_taken_as_it_stands_is_what_the_long_way_makes_of_it() {
    int plain = 0;
    for (int i = 0; i < 200_000; i++) {
      String text = text();
      if (PlainAmounts.plain(text)) {
        plain++;
        assertThat(DecimalValue.parse(text)).as(text).isEqualTo(Money.amount(" " + text));
      }
    }
    assertThat(plain).isBetween(10_000, 190_000);
  }

  /** A tab in front closes the way that takes digits out as a whole, and changes nothing else. */
  @Test
  void ornamentsAroundANumberAreLeftOutEitherWay() {
    String[] around = {
      "", " ", "$", "\u20ac ", " EUR", "EUR ", " eur", "EU", "R", "'", "\u2212", " E R"
    };
    int understood = 0;
    for (int i = 0; i < 200_000; i++) {
      String text =
          around[random.nextInt(around.length)] + text() + around[random.nextInt(around.length)];
      String inside = text.isEmpty() ? "" : text.charAt(0) + "\t" + text.substring(1);
      String expected = outcome(inside);
      understood += expected.equals("refused") ? 0 : 1;
      assertThat(outcome(text)).as(text).isEqualTo(expected);
    }
    assertThat(understood).isBetween(10_000, 190_000);
  }

  private static String outcome(String text) {
    try {
      return Money.amount(text).toString();
    } catch (RowFailure e) {
      return "refused";
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(8) == 0 ? random.nextInt(90) : random.nextInt(9);
    int variety = random.nextBoolean() ? CHARACTERS.length() : 14;
    for (int i = 0; i < length; i++) {
      text.append(CHARACTERS.charAt(random.nextInt(variety)));
    }
    if (random.nextInt(6) == 0) {
      text.insert(0, "+-".charAt(random.nextInt(2)));
    }
    return text.toString();
  }

  @Test
  void what_may_be_a_group_of_thousands_is_not_plain() {
    assertThat(PlainAmounts.plain("1.234")).isFalse();
    assertThat(PlainAmounts.plain("1.2345")).isTrue();
    assertThat(PlainAmounts.plain("-1234567.89")).isTrue();
    assertThat(PlainAmounts.plain("")).isFalse();
    assertThat(PlainAmounts.plain("-")).isFalse();
    assertThat(PlainAmounts.plain("1.")).isFalse();
  }
}
