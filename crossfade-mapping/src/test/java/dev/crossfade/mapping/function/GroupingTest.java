package dev.crossfade.mapping.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The same numbers are understood in the same way as by regular expressions. */
class GroupingTest {

  private static final Pattern PLAIN = Pattern.compile("[+-]?[0-9]{1,40}([.][0-9]{1,40})?");
  private static final Pattern POINT_GROUPS =
      Pattern.compile("[+-]?[0-9]{1,3}([.][0-9]{3}){1,12}(,[0-9]{1,6})?");
  private static final Pattern COMMA_GROUPS =
      Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{3}){1,12}([.][0-9]{1,6})?");
  private static final Pattern COMMA_DECIMAL = Pattern.compile("[+-]?[0-9]{1,40},[0-9]{1,6}");
  private static final Pattern AMBIGUOUS =
      Pattern.compile("[+-]?([0-9]{1,3},[0-9]{3}|[1-9][0-9]{0,2}[.][0-9]{3})");

  private final Random random = new Random(11);

  private static @Nullable String expected(String text) {
    if (AMBIGUOUS.matcher(text).matches()) {
      return null;
    }
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    if (COMMA_GROUPS.matcher(text).matches()) {
      return text.replace(",", "");
    }
    if (POINT_GROUPS.matcher(text).matches()) {
      return text.replace(".", "").replace(',', '.');
    }
    return COMMA_DECIMAL.matcher(text).matches() ? text.replace(',', '.') : null;
  }

  @Test
  void whatIsWrittenAtRandom() {
    int understood = 0;
    for (int i = 0; i < 300_000; i++) {
      String text = text();
      String plain = Grouping.plain(text);
      assertThat(plain).as(text).isEqualTo(expected(text));
      assertThat(Grouping.number(text)).as(text).isEqualTo(number(plain));
      understood += plain == null ? 0 : 1;
    }
    assertThat(understood).isBetween(50_000, 250_000);
  }

  private static @Nullable BigDecimal number(@Nullable String plain) {
    return plain == null ? null : new BigDecimal(plain);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(4) == 0) {
      text.append("+-x".charAt(random.nextInt(3)));
    }
    int runs = random.nextInt(3) > 0 ? 1 + random.nextInt(3) : random.nextInt(16);
    char usual = ".,".charAt(random.nextInt(2));
    for (int i = 0; i < runs; i++) {
      if (i > 0) {
        text.append(random.nextInt(5) > 0 ? usual : usual == '.' ? ',' : '.');
      }
      int length = random.nextInt(3) > 0 ? 3 : random.nextInt(9);
      digits(text, random.nextInt(50) == 0 ? 38 + random.nextInt(5) : length);
    }
    if (random.nextInt(20) == 0) {
      text.insert(random.nextInt(text.length() + 1), ".,-x".charAt(random.nextInt(4)));
    }
    return text.toString();
  }

  private void digits(StringBuilder text, int count) {
    for (int i = 0; i < count; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
  }

  @Test
  void theLimits() {
    for (int groups = 11; groups <= 13; groups++) {
      String text = "1" + ".000".repeat(groups) + ",5";
      assertThat(Grouping.plain(text)).isEqualTo(expected(text));
    }
    for (int digits = 39; digits <= 41; digits++) {
      String text = "1".repeat(digits);
      assertThat(Grouping.plain(text)).isEqualTo(expected(text));
      assertThat(Grouping.plain(text + "," + text)).isNull();
      assertThat(Grouping.plain("7." + text)).isEqualTo(expected("7." + text));
    }
  }
}
