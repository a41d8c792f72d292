package dev.crossfade.mapping.function;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.values.CelByteString;
import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.mapping.value.DecimalValue;
import dev.crossfade.mapping.value.JsonValue;
import dev.crossfade.mapping.value.TimeValue;
import dev.crossfade.mapping.value.UInt64Value;
import dev.crossfade.mapping.value.ValueTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Values of each type of expressions; texts that the function in question understands. */
final class UndoValues {

  private static final String LETTERS = " aAzZ09;,-.@:/é\u00a0ßMÃ¼\t'\"{}[]";
  private static final List<String> WORDS =
      List.of("europe", " EMEA", "APAC", "moon", "Germany", "usa", "DE", "GBR", "eur", "JPY", "");

  private final Random random;

  UndoValues(Random random) {
    this.random = random;
  }

  String text(String function) {
    return switch (function) {
      case "email", "emailOrRefuse" -> " A" + random.nextInt(9_999) + ".b@X" + letters(0) + ".org";
      case "phone", "phoneOrRefuse" ->
          List.of("030 90182", "(030) 9018 ", "+4930901", "650-253-", "+1 650 253 ")
                  .get(random.nextInt(5))
              + (1_000 + random.nextInt(9_000));
      case "country", "countryName", "taxonomy", "taxonomyOr", "currencyCode" ->
          WORDS.get(random.nextInt(WORDS.size()));
      case "decimal", "toInt", "uint64", "toDouble", "amount" -> number();
      case "date", "time", "localTimestamp", "parseDate", "parseTimestamp" -> time(function);
      case "uuid" ->
          new UUID(random.nextLong(), random.nextLong()).toString().toUpperCase(Locale.ROOT);
      case "json" -> "{\"a\": [" + random.nextInt() + ", \"x\"]}";
      case "fixLatin1" -> random.nextBoolean() ? "MÃ¼ller" + letters(3) : letters(6);
      default -> letters(random.nextInt(12));
    };
  }

  private String number() {
    String whole = " " + random.nextInt(1, 999);
    return switch (random.nextInt(4)) {
      case 0 -> whole + "." + random.nextInt(10, 99) + " ";
      case 1 -> whole + ".5";
      default -> whole;
    };
  }

  private String time(String function) {
    LocalDate day = LocalDate.ofEpochDay(random.nextInt(-20_000, 40_000));
    LocalDateTime clock = day.atTime(LocalTime.ofSecondOfDay(random.nextInt(86_400)));
    return switch (function) {
      case "date" -> " " + day;
      case "time" -> clock.toLocalTime().toString();
      case "localTimestamp" -> clock.toString().replace('T', ' ');
      case "parseDate" ->
          day.format(DateTimeFormatter.ofPattern(random.nextBoolean() ? "dd.MM.yyyy" : "yyyyMMdd"));
      default -> clock.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm"));
    };
  }

  private String letters(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /** Two hundred years, with whole hours among them so that changes of clocks are hit. */
  long micros() {
    long hours = random.nextLong(-100 * 8_766L, 130 * 8_766L) * 3_600_000_000L;
    return random.nextBoolean() ? hours : hours + random.nextLong(3_600_000_000L);
  }

  Object value(CelType type) {
    return switch (type.kind()) {
      case INT -> random.nextBoolean() ? (long) random.nextInt(-99, 99) : random.nextLong() / 7_919;
      case DOUBLE ->
          random.nextBoolean() ? random.nextInt(-99, 99) / 4.0 : random.nextGaussian() * 1e6;
      case BOOL -> random.nextBoolean();
      case BYTES -> CelByteString.of(letters(5).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      case LIST -> list();
      default -> opaque(type);
    };
  }

  private List<String> list() {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      texts.add(letters(random.nextInt(4)));
    }
    return texts;
  }

  private Object opaque(CelType type) {
    if (type.kind() != CelKind.OPAQUE) {
      throw new IllegalArgumentException(type.name());
    }
    if (type.equals(ValueTypes.DECIMAL)) {
      return DecimalValue.of(
          BigDecimal.valueOf(random.nextInt(-99_999, 99_999), random.nextInt(4)));
    }
    if (type.equals(ValueTypes.UINT64)) {
      return new UInt64Value(new BigInteger(random.nextInt(1, 64), random));
    }
    if (type.equals(ValueTypes.TIME)) {
      return new TimeValue(random.nextLong(86_400_000_001L));
    }
    if (type.equals(ValueTypes.UUID)) {
      return new UUID(random.nextLong(), random.nextLong());
    }
    return type.equals(ValueTypes.JSON)
        ? new JsonValue("{\"a\": " + random.nextInt() + "}")
        : new IntervalValue(random.nextInt(99), random.nextInt(99), random.nextInt(999));
  }
}
